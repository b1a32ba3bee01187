package io.gorgon.llm;

import java.time.Instant;

/** What every request to a model tells of itself, whatever is asked. */
public sealed interface ModelRequest permits LlmRequest, EmbedRequest {

    /** A model by name, instead of the tier's choice; null to leave it to the tier. */
    String model();

    /** Who asks; null when unknown. */
    String agentId();

    /** The workflow that asks; null outside one. */
    String workflowId();

    /** The run of the workflow; null outside one. */
    String runId();

    /** The step of the workflow; null outside one. */
    String stepId();

    /**
     * The most tokens that all calls of the run together may use, zero or more; null when the run
     * brings no limit of its own. It never raises a configured limit.
     */
    Long runTokenLimit();

    /** Whether the request must stay with local providers, whatever the mode permits. */
    boolean confidential();

    /** When an answer is no longer of use; null for the provider's own time-outs only. */
    Instant deadline();

    /** Lets the caller end the call; never null. */
    Cancellation cancellation();

    /** Where the answers of this call are kept; null when they are not. */
    CallRecord record();

    /** The same request with another deadline. */
    ModelRequest withDeadline(Instant deadline);

    /**
     * The same request with another place for its answers.
     *
     * @param record null to keep them nowhere
     */
    ModelRequest withRecord(CallRecord record);

    /**
     * @throws IllegalArgumentException if the limit is negative, or there is no run that it could
     *     hold for
     */
    static void requireUsable(Long runTokenLimit, String runId) {
        if (runTokenLimit == null) {
            return;
        }
        if (runTokenLimit < 0) {
            throw new IllegalArgumentException(
                    "the token limit of a run must not be negative, not " + runTokenLimit);
        }
        if (runId == null) {
            throw new IllegalArgumentException(
                    "a token limit of the run needs the id of the run, or it would limit nothing");
        }
    }
}
