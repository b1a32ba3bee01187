package io.gorgon.llm.mock;

import io.gorgon.llm.FinishReason;
import io.gorgon.llm.ModelTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the entries of a script; see {@link MockScript} for the format. */
final class ScriptReader {

    private static final long MOST_DELAY_MS = Duration.ofHours(1).toMillis();
    private static final long MOST = Integer.MAX_VALUE;
    private static final List<String> TEXTS = List.of("reply", "json", "stream");
    private static final List<String> KEYS =
            List.of(
                    "when",
                    "reply",
                    "json",
                    "stream",
                    "input_tokens",
                    "output_tokens",
                    "delay_ms",
                    "finish_reason",
                    "error",
                    "retry_after_ms",
                    "fail_times",
                    "times");

    private final String source;

    ScriptReader(String source) {
        this.source = source;
    }

    List<ScriptEntry> read(String text) {
        List<String> known = List.of("answers");
        Map<String, ScriptNode> fields = root(text).fields("a mock script", known);
        ScriptNode answers = fields.get("answers");
        if (answers == null) {
            throw new IllegalArgumentException(source + ": a mock script needs 'answers:'");
        }
        return answers.items("answers").stream().map(this::entry).toList();
    }

    private ScriptNode root(String text) {
        try {
            LoadSettings settings =
                    LoadSettings.builder()
                            .setLabel(source)
                            // snakeyaml-engine 3.0.1 fails on a surrogate pair at a buffer's edge
                            .setBufferSize(Math.max(1024, text.length() + 1))
                            .build();
            Optional<Node> root = new Compose(settings).composeString(text);
            return new ScriptNode(
                    source,
                    root.orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            source
                                                    + ": it is empty; a mock script needs"
                                                    + " 'answers:'")));
        } catch (MarkedYamlEngineException e) {
            String place =
                    e.getProblemMark().or(e::getContextMark).map(ScriptReader::place).orElse("");
            throw new IllegalArgumentException(
                    source + place + ": it is not valid YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(
                    source + ": it is not valid YAML: " + e.getMessage().lines().findFirst().get(),
                    e);
        }
    }

    private static String place(Mark mark) {
        return ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    private ScriptEntry entry(ScriptNode node) {
        Map<String, ScriptNode> fields = node.fields("an answer", KEYS);
        ScriptMatch match =
                fields.containsKey("when") ? match(fields.get("when")) : ScriptMatch.ANY;
        checkTexts(fields, match);
        needs(fields, "fail_times", "error");
        needs(fields, "retry_after_ms", "error");
        ScriptedAnswer answer =
                new ScriptedAnswer(
                        pieces(fields),
                        fields.containsKey("json"),
                        duration(fields, "delay_ms"),
                        count(fields, "input_tokens", 0),
                        count(fields, "output_tokens", 0),
                        finishReason(fields.get("finish_reason")),
                        error(fields));
        return new ScriptEntry(
                match, answer, count(fields, "fail_times", 1), count(fields, "times", 1));
    }

    private static void checkTexts(Map<String, ScriptNode> fields, ScriptMatch match) {
        List<String> given = TEXTS.stream().filter(fields::containsKey).toList();
        if (given.size() > 1) {
            throw fields.get(given.get(1))
                    .problem("an answer has one text; keep one of " + String.join(" and ", given));
        }
        if (!given.isEmpty() && match.tier() == ModelTier.EMBEDDING) {
            throw fields.get(given.get(0))
                    .problem("an embedding has no text; leave " + given.get(0) + " out");
        }
    }

    private static void needs(Map<String, ScriptNode> fields, String key, String other) {
        if (fields.containsKey(key) && !fields.containsKey(other)) {
            throw fields.get(key).problem(key + " means nothing without '" + other + ":'");
        }
    }

    private static ScriptMatch match(ScriptNode node) {
        Map<String, ScriptNode> fields =
                node.fields("when", List.of("agent", "step", "tier", "prompt"));
        return new ScriptMatch(
                fields.containsKey("agent") ? fields.get("agent").text("agent") : null,
                fields.containsKey("step") ? fields.get("step").text("step") : null,
                fields.containsKey("tier") ? tier(fields.get("tier")) : null,
                fields.containsKey("prompt") ? pattern(fields.get("prompt")) : null);
    }

    private static ModelTier tier(ScriptNode node) {
        List<String> labels = Arrays.stream(ModelTier.values()).map(ModelTier::label).toList();
        return ModelTier.of(node.word("tier", labels));
    }

    private static Pattern pattern(ScriptNode node) {
        String expression = node.text("prompt");
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw node.problem(
                    "prompt is not a valid regular expression: "
                            + e.getDescription()
                            + " at character "
                            + (e.getIndex() + 1));
        }
    }

    private static List<AnswerPiece> pieces(Map<String, ScriptNode> fields) {
        if (fields.containsKey("reply")) {
            return AnswerPiece.words(fields.get("reply").text("reply"));
        }
        if (fields.containsKey("json")) {
            return AnswerPiece.words(fields.get("json").json().toString());
        }
        if (!fields.containsKey("stream")) {
            return null;
        }
        List<AnswerPiece> pieces = new ArrayList<>();
        fields.get("stream").items("stream").forEach(item -> pieces.add(piece(item)));
        return pieces;
    }

    private static AnswerPiece piece(ScriptNode node) {
        if (node.isScalar()) {
            return new AnswerPiece(node.text("a piece"), Duration.ZERO);
        }
        Map<String, ScriptNode> fields = node.fields("a piece", List.of("text", "delay_ms"));
        if (!fields.containsKey("text")) {
            throw node.problem("a piece needs 'text:'");
        }
        return new AnswerPiece(fields.get("text").text("text"), duration(fields, "delay_ms"));
    }

    private static ScriptedError error(Map<String, ScriptNode> fields) {
        ScriptNode node = fields.get("error");
        if (node == null) {
            return null;
        }
        Duration wait =
                fields.containsKey("retry_after_ms") ? duration(fields, "retry_after_ms") : null;
        return new ScriptedError(node.word("error", ScriptedError.KINDS), wait, node.place());
    }

    private static FinishReason finishReason(ScriptNode node) {
        if (node == null) {
            return null;
        }
        List<String> labels =
                Arrays.stream(FinishReason.values()).map(FinishReason::label).toList();
        return FinishReason.values()[labels.indexOf(node.word("finish_reason", labels))];
    }

    private static Duration duration(Map<String, ScriptNode> fields, String key) {
        ScriptNode node = fields.get(key);
        return node == null
                ? Duration.ZERO
                : Duration.ofMillis(node.wholeNumber(key, 0, MOST_DELAY_MS));
    }

    private static Long count(Map<String, ScriptNode> fields, String key, long least) {
        ScriptNode node = fields.get(key);
        return node == null ? null : node.wholeNumber(key, least, MOST);
    }
}
