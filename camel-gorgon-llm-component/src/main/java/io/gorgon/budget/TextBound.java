package io.gorgon.budget;

/**
 * The most tokens that a text can usually have, for models whose tokenizer is not public. By what
 * byte-pair vocabularies of current models do: a word of Latin letters is cut into pieces of three
 * to five letters, random ones of keys and Base64 into pieces of one and a half; digits go in
 * threes, or one by one; Greek to Arabic letters take up to a token each, other scripts one and a
 * half, signs outside the basic plane three and a half. White space joins the next word, but for
 * line ends and runs of it.
 */
final class TextBound {

    private static final double LETTERS_PER_TOKEN = 3.0;
    private static final double RANDOM_LETTERS_PER_TOKEN = 1.25;

    /** A longer word, or one with capitals or digits inside, is no word of a language. */
    private static final int LONGEST_WORD = 24;

    private TextBound() {}

    /** Zero for null and empty. */
    static long of(String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        double tokens = 0;
        int i = 0;
        while (i < text.length()) {
            int end = endOfWord(text, i);
            if (end > i) {
                tokens += word(text, i, end);
                i = end;
                continue;
            }
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                int run = endOfWhitespace(text, i);
                tokens += run - i > 1 || c == '\n' ? 1 + (run - i) / 8.0 : 0;
                i = run;
                continue;
            }
            tokens += other(c);
            i++;
        }
        return Math.max(1, (long) Math.ceil(tokens));
    }

    private static int endOfWord(String text, int from) {
        int i = from;
        while (i < text.length() && isLatinOrDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isLatinOrDigit(char c) {
        return c < 0x250 && Character.isLetterOrDigit(c);
    }

    private static int endOfWhitespace(String text, int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static double word(String text, int from, int end) {
        int digits = 0;
        int accents = 0;
        int changes = 0;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            digits += Character.isDigit(c) ? 1 : 0;
            accents += c > 0x7f ? 1 : 0;
            changes += i > from + 1 && kind(c) != kind(text.charAt(i - 1)) ? 1 : 0;
        }
        int length = end - from;
        if (digits == length) {
            return digits > 4 ? digits : 1 + digits / 3.0;
        }
        boolean isRandom =
                length > LONGEST_WORD || digits > 0 && length > 4 || changes > length / 4;
        double letters = (length + accents) / LETTERS_PER_TOKEN;
        return isRandom ? length / RANDOM_LETTERS_PER_TOKEN : Math.max(1, letters);
    }

    private static int kind(char c) {
        return Character.isDigit(c) ? 0 : Character.isUpperCase(c) ? 1 : 2;
    }

    private static double other(char c) {
        if (Character.isSurrogate(c)) {
            return 1.75;
        }
        boolean isGreekToArabic = c >= 0x370 && c < 0x700;
        return c < 0x80 || isGreekToArabic ? 1 : 1.5;
    }
}
