package io.gorgon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.journal.CallEntry;
import io.gorgon.llm.http.LlmHttpClient;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Shows what models were asked in a run, and what they answered. */
final class CallTexts {

    private static final int MOST_LINES = 40;
    private static final int MOST_CHARACTERS = 4_000;

    private final RunSnapshot snapshot;
    private final boolean prompts;
    private final boolean answers;

    CallTexts(RunSnapshot snapshot, boolean prompts, boolean answers) {
        this.snapshot = snapshot;
        this.prompts = prompts;
        this.answers = answers;
    }

    void print(PrintStream out, Style style) {
        if (!snapshot.run().textsKept()) {
            out.println();
            out.println("The prompts and answers of this run are not kept (state.store_prompts).");
            return;
        }
        for (CallEntry call : snapshot.calls()) {
            out.println();
            out.println(style.bold(title(call)));
            if (prompts) {
                text(out, style, "prompt", promptText(call.prompt()));
            }
            if (answers) {
                text(out, style, "answer", call.answer());
            }
        }
    }

    /** Which call it is, who answered it, and what has become of it. */
    static String title(CallEntry call) {
        List<String> parts = new ArrayList<>();
        String where = call.path() == null ? call.key() : call.path();
        parts.add(Untrusted.line(where) + (call.number() > 1 ? " try " + call.number() : ""));
        if (call.model() != null) {
            parts.add(Untrusted.line(call.provider() + "/" + call.model()));
        }
        parts.add(RunWords.status(call.state().label()));
        if (call.error() != null) {
            parts.add(Untrusted.line(call.error()));
        }
        return String.join(", ", parts);
    }

    /**
     * The messages of a prompt one after another, each under its role; what has another form as it
     * is.
     *
     * @param json null for none
     */
    static String promptText(String json) {
        if (json == null) {
            return null;
        }
        JsonNode tree = tree(json);
        JsonNode messages = tree == null ? null : tree.path("messages");
        if (messages == null || !messages.isArray() || messages.isEmpty()) {
            return json;
        }
        StringBuilder text = new StringBuilder();
        if (tree.path("system").isTextual()) {
            text.append("[system]\n").append(tree.path("system").asText().strip()).append('\n');
        }
        for (JsonNode message : messages) {
            // with tool calls or pictures the text alone would not be all
            if (message.size() != 2 || !message.path("text").isTextual()) {
                return json;
            }
            text.append('[').append(message.path("role").asText()).append("]\n");
            text.append(message.path("text").asText().strip()).append('\n');
        }
        return text.toString();
    }

    /** What a text is as JSON; null when it is none. */
    static JsonNode tree(String json) {
        try {
            return LlmHttpClient.JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private void text(PrintStream out, Style style, String name, String text) {
        if (text == null) {
            out.println(style.dim("  " + name + ": none"));
            return;
        }
        out.println(style.dim("  " + name + ":"));
        String head = text;
        if (text.length() > MOST_CHARACTERS) {
            boolean inPair = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1));
            head = text.substring(0, inPair ? MOST_CHARACTERS - 1 : MOST_CHARACTERS);
        }
        List<String> lines = Untrusted.lines(head);
        List<String> shown = lines.subList(0, Math.min(lines.size(), MOST_LINES));
        shown.forEach(line -> out.println("    " + line));
        if (head.length() < text.length() || shown.size() < lines.size()) {
            out.println(
                    style.dim(
                            "    cut here, "
                                    + Words.count(text.length(), "character")
                                    + " in all: gorgon show "
                                    + snapshot.run().runId()
                                    + " --"
                                    + name
                                    + "s --json has them"));
        }
    }
}
