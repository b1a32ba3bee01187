package io.gorgon.llm.mock;

import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.Message;
import io.gorgon.llm.mock.schema.SchemaInstance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The answer where no script has one: the same for the same request, another for another. */
final class DefaultAnswer {

    private static final int QUOTED_CHARACTERS = 60;
    private static final int HASH_BYTES = 4;

    private DefaultAnswer() {}

    /** A value for the response schema if there is one, else a sentence. */
    static ScriptedAnswer fill(ScriptedAnswer answer, LlmRequest request) {
        return request.responseSchema() == null
                ? answer.withPieces(AnswerPiece.words(sentence(request)), false)
                : answer.withPieces(
                        AnswerPiece.words(SchemaInstance.of(request.responseSchema()).toString()),
                        true);
    }

    private static String sentence(LlmRequest request) {
        String agent = request.agentId() == null ? "" : " for agent " + request.agentId();
        return "This is the built-in mock on the "
                + request.tier().label()
                + " tier"
                + agent
                + ", not a model; the prompt begins \""
                + quoted(MockQuestion.lastUserMessage(request))
                + "\" ("
                + hash(request)
                + ").";
    }

    private static String quoted(String prompt) {
        String line = prompt.strip().replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) <= QUOTED_CHARACTERS) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, QUOTED_CHARACTERS)) + "\u2026";
    }

    /** Of what is asked and by whom; not of the run, its budget and its deadline. */
    private static String hash(LlmRequest request) {
        List<Object> parts = new ArrayList<>();
        parts.add(request.systemPrompt());
        for (Message message : request.messages()) {
            parts.add(message.role());
            parts.add(message.text());
            parts.addAll(message.images());
            parts.add(message.toolCallId());
        }
        parts.add(request.tier());
        parts.add(request.model());
        parts.add(request.maxTokens());
        parts.add(request.temperature());
        parts.addAll(request.stopSequences());
        parts.add(request.agentId());
        parts.add(request.workflowId());
        parts.add(request.stepId());
        parts.add(request.consensus());
        MessageDigest digest = sha256();
        for (Object part : parts) {
            byte[] bytes = String.valueOf(part).getBytes(StandardCharsets.UTF_8);
            // The length keeps "ab" and "c" apart from "a" and "bc".
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
