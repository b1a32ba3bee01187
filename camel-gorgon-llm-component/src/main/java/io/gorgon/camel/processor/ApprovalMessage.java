package io.gorgon.camel.processor;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Message;

/**
 * What a person has decided, as a message says it: a map or a JSON object {@code {token, decision,
 * by, comment}}, a text {@code approve TOKEN comment} or {@code reject TOKEN comment}, or headers.
 * What it says is data, nothing of it is evaluated.
 *
 * @param by who; names the way of the message when it does not say it
 * @param comment null for none
 */
record ApprovalMessage(String token, boolean approved, String by, String comment) {

    static final String TOKEN = "CamelGorgonApprovalToken";
    static final String DECISION = "CamelGorgonApprovalDecision";
    static final String BY = "CamelGorgonApprovalBy";
    static final String COMMENT = "CamelGorgonApprovalComment";
    static final String RUN_ID = "CamelGorgonRunId";

    private static final String APPROVE = "approve";
    private static final String REJECT = "reject";
    private static final Set<String> KEYS = Set.of("token", "decision", "by", "comment");
    private static final String NOBODY = "a message on direct:gorgon-approvals";
    private static final String FORMS =
            "send \"approve TOKEN\" or \"reject TOKEN\", with a comment after it if there is one, or"
                    + " a JSON object with token, decision (approve or reject), by and comment, or the"
                    + " headers "
                    + TOKEN
                    + " and "
                    + DECISION;

    /**
     * @throws IllegalArgumentException if the message does not say it, with what to send instead
     */
    static ApprovalMessage of(Message message) {
        String token = header(message, TOKEN);
        if (token != null) {
            return checked(
                    token,
                    header(message, DECISION),
                    header(message, BY),
                    header(message, COMMENT));
        }
        Object body = message.getBody();
        String text = body instanceof Map ? null : message.getBody(String.class);
        Map<?, ?> object = MessageObject.of(body, text, "decision", KEYS, FORMS);
        if (object != null) {
            return checked(
                    text(object, "token"),
                    text(object, "decision"),
                    orHeader(text(object, "by"), message),
                    text(object, "comment"));
        }
        return ofText(text, message);
    }

    private static ApprovalMessage ofText(String text, Message message) {
        String[] words = text == null ? new String[0] : text.strip().split("\\s+", 3);
        if (words.length < 2) {
            throw refused("the message says nothing that can be decided by");
        }
        return checked(
                words[1],
                words[0],
                header(message, BY),
                words.length == 3 ? words[2].strip() : header(message, COMMENT));
    }

    private static ApprovalMessage checked(
            String token, String decision, String by, String comment) {
        if (token == null) {
            throw refused("the message has no token");
        }
        String word = decision == null ? "" : decision.strip().toLowerCase(Locale.ROOT);
        if (!word.equals(APPROVE) && !word.equals(REJECT)) {
            throw refused(
                    word.isEmpty()
                            ? "the message has no decision"
                            : "the decision has to be approve or reject");
        }
        return new ApprovalMessage(
                token.strip(), word.equals(APPROVE), by == null ? NOBODY : by, comment);
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("nothing has been decided: " + why + "; " + FORMS);
    }

    private static String orHeader(String by, Message message) {
        return by == null ? header(message, BY) : by;
    }

    private static String header(Message message, String name) {
        return orNull(message.getHeader(name, String.class));
    }

    private static String text(Map<?, ?> object, String key) {
        Object value = object.get(key);
        return value == null ? null : orNull(value.toString());
    }

    private static String orNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
