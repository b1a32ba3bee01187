package io.gorgon.yaml;

import java.util.regex.Pattern;

/**
 * A piece of a file as messages may show it. People put keys where they do not belong, so what
 * looks like one is not shown.
 */
public final class QuotedText {

    private static final int MAX_LENGTH = 60;
    private static final String HIDDEN = "(not shown)";
    private static final Pattern KEY_PREFIX =
            Pattern.compile(
                    "(?i)(?<![a-z0-9])(?:sk|pk|rk|gsk|xai|hf|nvapi|ghp|gho|glpat|xox[abp])[-_][a-z0-9]"
                            + "|(?<![a-z0-9])AIza|(?<![a-z0-9])A[KS]IA[A-Z0-9]|bearer\\s|begin .*key");

    /** So long without a break, with letters and digits mixed, is no word and no model's name. */
    private static final Pattern RANDOM =
            Pattern.compile("(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[A-Za-z0-9]{20,}");

    private static final Pattern SIGN_IN = Pattern.compile(":[^/@\\s]*@|://[^/]*@");

    private QuotedText() {}

    /**
     * The text in single quotes, on one line, at most 60 characters of it; "(not shown)" when it
     * looks like a key or holds a password.
     */
    public static String of(String text) {
        if (looksSecret(text)) {
            return HIDDEN;
        }
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        String shown = line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
        return "'" + shown + "'";
    }

    /** Whether it looks like a key, or like a URL with a password in it. */
    public static boolean looksSecret(String text) {
        return KEY_PREFIX.matcher(text).find()
                || RANDOM.matcher(text).find()
                || SIGN_IN.matcher(text).find();
    }
}
