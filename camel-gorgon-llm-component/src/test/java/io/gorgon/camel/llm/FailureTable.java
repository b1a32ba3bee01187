package io.gorgon.camel.llm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The tables of failures.md: which failure leads where. */
final class FailureTable {

    private static final Path FILE = Path.of("docs/failures.md");
    private static final int COLUMNS = 9;

    private FailureTable() {}

    /** When a failure shows. */
    enum Moment {
        CHAT,
        STREAM_BEFORE_CONTENT,
        STREAM_AFTER_CONTENT
    }

    /** What follows. */
    enum Step {
        AGAIN_THEN_NEXT,
        NEXT,
        STOP;

        static Step of(String cell) {
            return switch (cell) {
                case "again, next" -> AGAIN_THEN_NEXT;
                case "next" -> NEXT;
                case "stop" -> STOP;
                default -> throw new IllegalArgumentException("no next step: " + cell);
            };
        }
    }

    /**
     * A row.
     *
     * @param steps what follows, in the order of {@link FailoverChain}
     */
    record Row(
            String failure,
            List<Moment> moments,
            Set<String> shownBy,
            String kind,
            List<Step> steps,
            boolean counts) {

        Step in(FailoverChain chain) {
            return steps.get(chain.ordinal());
        }
    }

    static List<Row> rows() throws IOException {
        return Files.readAllLines(FILE).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| failure "))
                .map(FailureTable::row)
                .toList();
    }

    private static Row row(String line) {
        List<String> cells =
                Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
        if (cells.size() != COLUMNS) {
            throw new IllegalArgumentException("not a row of " + COLUMNS + " cells: " + line);
        }
        return new Row(
                cells.get(0),
                moments(cells.get(1)),
                cells.get(2).equals("all")
                        ? Set.of("ollama", "anthropic", "openai", "mock")
                        : Set.of(cells.get(2).split(", ")),
                cells.get(3),
                cells.subList(4, 8).stream().map(Step::of).toList(),
                cells.get(8).equals("yes"));
    }

    private static List<Moment> moments(String cell) {
        return switch (cell) {
            case "before" -> List.of(Moment.CHAT, Moment.STREAM_BEFORE_CONTENT);
            case "chat" -> List.of(Moment.CHAT);
            case "stream" -> List.of(Moment.STREAM_BEFORE_CONTENT);
            case "after" -> List.of(Moment.STREAM_AFTER_CONTENT);
            default -> throw new IllegalArgumentException("no call: " + cell);
        };
    }
}
