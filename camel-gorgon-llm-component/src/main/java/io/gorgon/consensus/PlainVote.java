package io.gorgon.consensus;

import io.gorgon.consensus.VoteReader.Unclear;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a vote in plain text: the word stands at the start of the first line, alone or with a
 * reason after it, and nothing else in the text says the opposite.
 */
final class PlainVote {

    private static final String DECORATION = "[\\s*_#`\"'“”\\[(]*";
    private static final String LABEL =
            "(?:(?:my |the |final ){0,3}(?:vote|decision|verdict|answer)"
                    + "(?:\\s+is(?:\\s+to)?\\b|[*_`\"'\\s]*[:=])"
                    + DECORATION
                    + ")?";
    private static final String SPEAKER = "(?:(?:i|we)\\s+(?:hereby\\s+|vote\\s+(?:to\\s+)?)?)?";

    /** Also where the lines after the first are searched for another vote. */
    private static final Pattern VOTE =
            Pattern.compile(
                    "^"
                            + DECORATION
                            + LABEL
                            + SPEAKER
                            + "(approved?|reject(?:ed)?|abstain(?:ed)?)(?![a-z0-9_/|-])(.*)$",
                    Pattern.CASE_INSENSITIVE);

    /** After the word: nothing, or a sign that ends it, or the thing that is approved. */
    private static final Pattern END_OF_WORD =
            Pattern.compile(
                    "^[\\s*_`\"'“”\\])]*(?:$|[.:;,!—–(]|-+\\s|(?:this|the|it)\\b|because\\b|as\\b|since\\b).*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Takes back, or hangs on a condition, what stands before it. */
    private static final Pattern RESERVATION =
            Pattern.compile(
                    "^\\W*(?:if|only|unless|but|once|provided|assuming|conditional\\w*|pending|except|subject|when"
                            + "|after|until|as long|not|false|never|n/a|denied|cannot|can't|don't|with (?:changes"
                            + "|conditions?|reservations?))\\b|^\\W*no(?:\\W*$|\\s*[.,;:!?—–(-]|\\s+(?:because|since|as"
                            + "|this|it|way|need)\\b)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern NEXT_LINES = Pattern.compile("\\R");

    private PlainVote() {}

    private record Line(Decision decision, String rest) {}

    static Vote read(String voter, String text) {
        String[] lines = NEXT_LINES.split(text);
        Line first =
                line(lines[0])
                        .orElseThrow(
                                () ->
                                        new Unclear(
                                                "it begins with neither APPROVE, REJECT nor"
                                                        + " ABSTAIN, and it is no JSON"));
        if (first.decision() == Decision.APPROVE) {
            requireUnreserved(first.rest());
        }
        requireNoOther(text, first.decision());
        String after = text.substring(lines[0].length());
        return Vote.of(voter, first.decision(), null, reason(first.rest() + after));
    }

    /**
     * That no line of the text begins with another vote.
     *
     * @throws Unclear if one does
     */
    static void requireNoOther(String text, Decision decision) {
        for (String line : NEXT_LINES.split(text)) {
            Optional<Line> other = line(line);
            if (other.isPresent() && other.get().decision() != decision) {
                throw new Unclear(
                        "it says both "
                                + decision.label()
                                + " and "
                                + other.get().decision().label());
            }
        }
    }

    /** Whether the first line is a vote, or begins with one. */
    static boolean begins(String text) {
        return line(NEXT_LINES.split(text)[0]).isPresent();
    }

    private static Optional<Line> line(String text) {
        Matcher vote = VOTE.matcher(text);
        return vote.matches()
                ? Optional.of(new Line(decision(vote.group(1)), vote.group(2)))
                : Optional.empty();
    }

    /** The decision that a word such as {@code approved} means. */
    static Decision decision(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.startsWith("approve")) {
            return Decision.APPROVE;
        }
        return lower.startsWith("reject") ? Decision.REJECT : Decision.ABSTAIN;
    }

    private static void requireUnreserved(String rest) {
        if (!END_OF_WORD.matcher(rest).matches()
                || RESERVATION.matcher(rest).find()
                || rest.toLowerCase(Locale.ROOT).matches(".*\\b(?:reject|disapprov|abstain).*")) {
            throw new Unclear("it approves with a reservation");
        }
    }

    private static String reason(String rest) {
        String reason = rest.replaceFirst("^[\\s*_`\"'“”\\])\\p{Pd}.:;,!]+", "").strip();
        return reason.isEmpty() ? null : reason;
    }
}
