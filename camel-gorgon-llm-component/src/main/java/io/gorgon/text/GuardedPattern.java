package io.gorgon.text;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions on text that nobody has checked. A pattern that goes back and forth over its
 * text too often is stopped, because some would not end in a lifetime.
 */
public final class GuardedPattern {

    /** Far more than an honest pattern needs for a long answer of a model; less than a second. */
    static final int MOST_STEPS = 10_000_000;

    private GuardedPattern() {}

    /** The reader has read too many characters. */
    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super(null, null, false, false);
        }
    }

    /** A text that counts how often it is read. */
    private static final class CountedText implements CharSequence {

        private final String text;
        private int steps;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** What is wrong with a pattern; empty when it can be used. */
    public static Optional<String> problem(String pattern) {
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            String description = e.getDescription().toLowerCase(Locale.ROOT);
            return Optional.of(
                    e.getIndex() < 0
                            ? description
                            : description + " at character " + (e.getIndex() + 1));
        } catch (StackOverflowError tooNested) {
            return Optional.of("it is nested too deeply");
        }
    }

    /**
     * Whether the pattern is found anywhere in the text.
     *
     * @return empty if these are not two texts, or the search takes too long
     */
    public static Optional<Boolean> find(Object text, Object pattern) {
        if (!(text instanceof String content) || !(pattern instanceof String expression)) {
            return Optional.empty();
        }
        try {
            return find(content, Pattern.compile(expression));
        } catch (StackOverflowError | PatternSyntaxException noAnswer) {
            return Optional.empty();
        }
    }

    /**
     * Whether a pattern that is compiled already is found anywhere in the text.
     *
     * @return empty if the search takes too long
     */
    public static Optional<Boolean> find(String text, Pattern pattern) {
        try {
            return Optional.of(pattern.matcher(new CountedText(text)).find());
        } catch (TooManySteps | StackOverflowError noAnswer) {
            return Optional.empty();
        }
    }
}
