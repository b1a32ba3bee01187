package io.gorgon.journal;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * What a person was asked.
 *
 * @param runId never null
 * @param workflow the id of the workflow
 * @param path the step
 * @param kind never null
 * @param prompt the question, filled in
 * @param preview what to look at, by name
 * @param requested never null
 * @param expires until when it can be answered
 * @param state never null
 * @param decidedBy who; null while nobody has decided
 * @param comment null for none
 * @param decidedAt null while nobody has decided
 */
public record ApprovalRecord(
        String runId,
        String workflow,
        String path,
        Kind kind,
        String prompt,
        Map<String, Object> preview,
        Instant requested,
        Instant expires,
        State state,
        String decidedBy,
        String comment,
        Instant decidedAt) {

    /** What the answer is for. */
    public enum Kind {
        /** A step of the workflow asks. */
        APPROVAL,
        /** A step was in flight when its process died: may it be done once more? */
        IN_DOUBT;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What has become of the question. */
    public enum State {
        PENDING,
        APPROVED,
        REJECTED,
        EXPIRED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
