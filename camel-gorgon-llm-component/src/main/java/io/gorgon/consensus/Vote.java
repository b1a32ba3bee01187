package io.gorgon.consensus;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The vote of one member of a panel. Immutable. A vote with an error is always an abstention, so no
 * failure can become an approval.
 *
 * @param voter the name of the member; never null
 * @param decision never null
 * @param confidence how sure the voter is, 0 to 1; null when it did not say so
 * @param reason why, at most 2,000 characters, the rest is cut; null when it gave none
 * @param error what kept the voter from a clear vote; null when nothing did
 */
public record Vote(
        String voter, Decision decision, Double confidence, String reason, String error) {

    private static final int LONGEST_REASON = 2000;

    public Vote {
        Objects.requireNonNull(voter, "voter");
        Objects.requireNonNull(decision, "decision");
        if (error != null && decision != Decision.ABSTAIN) {
            throw new IllegalArgumentException("a vote with an error is an abstention");
        }
        if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a confidence is from 0 to 1, not " + confidence);
        }
        reason = shortened(reason);
        error = shortened(error);
    }

    private static String shortened(String text) {
        return text == null || text.length() <= LONGEST_REASON
                ? text
                : text.substring(0, LONGEST_REASON - 1) + "…";
    }

    /**
     * A clear vote.
     *
     * @param confidence 0 to 1, or null
     * @param reason or null
     */
    public static Vote of(String voter, Decision decision, Double confidence, String reason) {
        return new Vote(voter, decision, confidence, reason, null);
    }

    /**
     * The abstention of a voter that could not be asked, or whose answer is unclear.
     *
     * @param error what happened, without secrets
     */
    public static Vote failed(String voter, String error) {
        return new Vote(voter, Decision.ABSTAIN, null, null, Objects.requireNonNull(error));
    }

    /** The abstention of a voter that did not answer in time. */
    public static Vote timedOut(String voter, Duration limit) {
        return failed(voter, "no answer within " + limit.toMillis() + " ms");
    }

    /** The abstention of a voter that was not heard, as the others had decided already. */
    public static Vote notNeeded(String voter) {
        return failed(voter, "not heard: the other votes had decided already");
    }

    /** As JSON has it: voter, decision, confidence, reason, error; all keys always there. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("voter", voter);
        map.put("decision", decision.label());
        map.put("confidence", confidence);
        map.put("reason", reason);
        map.put("error", error);
        return map;
    }
}
