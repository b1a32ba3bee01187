package io.gorgon.llm.http;

import java.util.regex.Pattern;

/**
 * Makes foreign text fit for messages and logs: one line, short, without anything that looks like a
 * key.
 */
public final class Redaction {

    private static final int MAX_LENGTH = 300;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\s]+");
    private static final Pattern KEY =
            Pattern.compile(
                    "(?i)\\b(?:sk|pk|rk|gsk|xai|hf|key)[-_][a-z0-9_*.-]{6,}"
                            + "|\\bbearer\\s+\\S+"
                            + "|\\b(?:x-api-key|api[-_]?key|authorization)\\b\\s*[\"']?\\s*[:=]\\s*[\"']?"
                            + "(?:(?:bearer|basic)\\s+)?\\S+");

    private Redaction() {}

    /**
     * The text as one line of at most 300 characters, with keys replaced by stars; null becomes
     * empty.
     */
    public static String line(String text) {
        if (text == null) {
            return "";
        }
        String head = text.length() > 4 * MAX_LENGTH ? text.substring(0, 4 * MAX_LENGTH) : text;
        String line = KEY.matcher(CONTROL.matcher(head).replaceAll(" ").trim()).replaceAll("***");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }
}
