package io.gorgon.workflow.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;

/** Spoils texts in the ways in which people and programs do. */
final class TextMutation {

    private static final List<String> PIECES =
            List.of(
                    "${",
                    "}",
                    "${x.split('",
                    ": ",
                    "- ",
                    "null",
                    "[]",
                    "{}",
                    "-1",
                    "99999999999999999999",
                    "1e300",
                    "true",
                    "&a ",
                    "*a",
                    "|\n",
                    "\t",
                    "\"",
                    "'",
                    "\n",
                    "#",
                    "not: ",
                    "type: loop",
                    "type: branch",
                    "type: map_reduce",
                    "condition: ",
                    "steps: ",
                    "params: ",
                    "depends_on: ",
                    "fallback: {step: {type: fan_in}}",
                    "\uD83D\uDE00",
                    "\u0000");

    private TextMutation() {}

    static String of(String text, Random random) {
        String changed = text;
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            changed = once(changed, random);
        }
        return changed;
    }

    private static String once(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (lines.isEmpty()) {
            return PIECES.get(random.nextInt(PIECES.size()));
        }
        int line = random.nextInt(lines.size());
        switch (random.nextInt(7)) {
            case 0 -> lines.remove(line);
            case 1 -> lines.add(line, lines.get(random.nextInt(lines.size())));
            case 2 -> lines.set(line, "  " + lines.get(line));
            case 3 -> lines.set(line, lines.get(line).replaceFirst("^ {1,2}", ""));
            case 4 ->
                    lines.set(
                            line,
                            lines.get(line)
                                    .replaceFirst(
                                            ":.*", Matcher.quoteReplacement(": " + piece(random))));
            case 5 -> lines.set(line, insert(lines.get(line), piece(random), random));
            default -> lines.set(line, lines.get(line).replaceFirst("\\w", ""));
        }
        return String.join("\n", lines);
    }

    private static String piece(Random random) {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    private static String insert(String line, String piece, Random random) {
        int at = random.nextInt(line.length() + 1);
        return line.substring(0, at) + piece + line.substring(at);
    }
}
