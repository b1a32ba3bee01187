package io.gorgon.llm.mock.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a text that a regular expression matches. Knows literals, classes, groups, alternatives,
 * repetitions and anchors; gives up on look-around and back references. The caller checks the text.
 */
final class PatternInstance {

    private static final int MOST_REPETITIONS = 1000;
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7e;
    private static final int MOST_OF_A_RANGE = 200;

    private final String pattern;
    private final int more;
    private final int variant;
    private int position;

    private PatternInstance(String pattern, int more, int variant) {
        this.pattern = pattern;
        this.more = more;
        this.variant = variant;
    }

    /**
     * @param more how often to repeat beyond the least where the pattern leaves it free
     * @param variant which of the allowed characters and alternatives to take
     * @return empty when the pattern is beyond this class
     */
    static Optional<String> of(String pattern, int more, int variant) {
        try {
            PatternInstance instance = new PatternInstance(pattern, more, variant);
            String text = instance.alternatives();
            return instance.position == pattern.length() ? Optional.of(text) : Optional.empty();
        } catch (NoSuchElementException | IndexOutOfBoundsException | NumberFormatException e) {
            // A construct that is not known here, or a pattern that ends too early.
            return Optional.empty();
        }
    }

    private String alternatives() {
        List<String> all = new ArrayList<>(List.of(sequence()));
        while (at('|')) {
            position++;
            all.add(sequence());
        }
        return all.get(variant % all.size());
    }

    private String sequence() {
        StringBuilder text = new StringBuilder();
        while (position < pattern.length() && !at('|') && !at(')')) {
            String once = element();
            text.append(once.repeat(repetitions()));
        }
        return text.toString();
    }

    private String element() {
        char c = next();
        return switch (c) {
            case '^', '$' -> "";
            case '.' -> one(printable());
            case '(' -> group();
            case '[' -> one(characterClass());
            case '\\' -> one(escaped());
            case '*', '+', '?' -> throw new NoSuchElementException();
            default -> Character.isHighSurrogate(c) ? "" + c + next() : String.valueOf(c);
        };
    }

    private String group() {
        if (at('?')) {
            position++;
            if (at('<')
                    && pattern.charAt(position + 1) != '='
                    && pattern.charAt(position + 1) != '!') {
                position = pattern.indexOf('>', position) + 1;
            } else if (next() != ':') {
                throw new NoSuchElementException();
            }
        }
        String text = alternatives();
        if (next() != ')') {
            throw new NoSuchElementException();
        }
        return text;
    }

    private int repetitions() {
        int least = 1;
        int most = 1;
        if (at('*') || at('+') || at('?')) {
            char sign = next();
            least = sign == '+' ? 1 : 0;
            most = sign == '?' ? 1 : MOST_REPETITIONS;
        } else if (at('{') && pattern.substring(position).matches("(?s)\\{\\d+(,\\d*)?}.*")) {
            int end = pattern.indexOf('}', position);
            String[] limits = pattern.substring(position + 1, end).split(",", -1);
            least = Integer.parseInt(limits[0]);
            most =
                    limits.length == 1
                            ? least
                            : limits[1].isEmpty() ? MOST_REPETITIONS : Integer.parseInt(limits[1]);
            position = end + 1;
        } else {
            return 1;
        }
        if (at('?') || at('+')) {
            position++;
        }
        return Math.min(Math.min(least + more, Math.max(least, most)), MOST_REPETITIONS);
    }

    private Set<Integer> characterClass() {
        boolean negated = at('^');
        position += negated ? 1 : 0;
        Set<Integer> characters = new TreeSet<>();
        do {
            char c = next();
            Set<Integer> some = c == '\\' ? escaped() : Set.of((int) c);
            if (some.size() == 1 && at('-') && pattern.charAt(position + 1) != ']') {
                position++;
                char last = next();
                int to = last == '\\' ? only(escaped()) : last;
                int from = only(some);
                for (int i = from; i <= Math.min(to, from + MOST_OF_A_RANGE); i++) {
                    characters.add(i);
                }
            } else {
                characters.addAll(some);
            }
        } while (!at(']'));
        position++;
        return negated ? without(characters) : characters;
    }

    private Set<Integer> escaped() {
        char c = next();
        return switch (c) {
            case 'd' -> range('0', '9');
            case 'D' -> without(range('0', '9'));
            case 'w' -> word();
            case 'W' -> without(word());
            case 's' -> Set.of((int) ' ');
            case 'S' -> without(Set.of((int) ' '));
            case 'n' -> Set.of((int) '\n');
            case 'r' -> Set.of((int) '\r');
            case 't' -> Set.of((int) '\t');
            case 'u' -> hexadecimal(4);
            case 'x' -> hexadecimal(2);
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw new NoSuchElementException();
                }
                yield Set.of((int) c);
            }
        };
    }

    private Set<Integer> hexadecimal(int digits) {
        int code = Integer.parseInt(pattern.substring(position, position + digits), 16);
        position += digits;
        return Set.of(code);
    }

    private static Set<Integer> word() {
        Set<Integer> word = range('a', 'z');
        word.addAll(range('A', 'Z'));
        word.addAll(range('0', '9'));
        word.add((int) '_');
        return word;
    }

    private static Set<Integer> printable() {
        return range(FIRST_PRINTABLE, LAST_PRINTABLE);
    }

    private static Set<Integer> range(int first, int last) {
        Set<Integer> range = new TreeSet<>();
        for (int i = first; i <= last; i++) {
            range.add(i);
        }
        return range;
    }

    private static Set<Integer> without(Set<Integer> characters) {
        Set<Integer> others = printable();
        others.removeAll(characters);
        return others;
    }

    private static int only(Set<Integer> characters) {
        return characters.iterator().next();
    }

    /** One of the characters: letters before digits before others, as they read best. */
    private String one(Set<Integer> characters) {
        List<Integer> ordered = new ArrayList<>(characters);
        ordered.sort((a, b) -> rank(a) == rank(b) ? a - b : rank(a) - rank(b));
        if (ordered.isEmpty()) {
            throw new NoSuchElementException();
        }
        return Character.toString(ordered.get(variant % ordered.size()));
    }

    private static int rank(int character) {
        if (character >= 'a' && character <= 'z') {
            return 0;
        }
        return Character.isLetterOrDigit(character) ? 1 : 2;
    }

    private boolean at(char c) {
        return position < pattern.length() && pattern.charAt(position) == c;
    }

    private char next() {
        return pattern.charAt(position++);
    }
}
