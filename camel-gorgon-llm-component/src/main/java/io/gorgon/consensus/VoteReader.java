package io.gorgon.consensus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the answer of a voter: JSON by the schema, JSON in a code fence, or a plain word on the
 * first line. Generous with forms, strict with meaning: whatever leaves a doubt is an abstention.
 */
final class VoteReader {

    /** An honest vote is far shorter. */
    private static final int LONGEST_ANSWER = 100_000;

    private static final Pattern THOUGHTS = Pattern.compile("^\\s*<think(?:ing)?>");
    private static final Pattern END_OF_THOUGHTS = Pattern.compile("</think(?:ing)?>");

    private VoteReader() {}

    /** Says why an answer is no clear vote. */
    static final class Unclear extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unclear(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * @param answer null for nothing
     */
    static Vote read(String voter, String answer) {
        try {
            if (answer != null && answer.length() > LONGEST_ANSWER) {
                throw new Unclear("the answer has more than " + LONGEST_ANSWER + " characters");
            }
            String text = withoutThoughts(answer == null ? "" : answer).strip();
            if (text.isEmpty()) {
                throw new Unclear("the answer is empty");
            }
            return JsonVote.find(voter, text).orElseGet(() -> PlainVote.read(voter, text));
        } catch (Unclear unclear) {
            return Vote.failed(voter, "unclear vote: " + unclear.getMessage());
        }
    }

    /** What a reasoning model thinks aloud before its answer is no part of its answer. */
    private static String withoutThoughts(String answer) {
        if (!THOUGHTS.matcher(answer).find()) {
            return answer;
        }
        Matcher end = END_OF_THOUGHTS.matcher(answer);
        if (!end.find()) {
            throw new Unclear("the model did not come to the end of its thoughts");
        }
        return answer.substring(end.end());
    }
}
