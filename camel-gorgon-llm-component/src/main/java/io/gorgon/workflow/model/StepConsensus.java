package io.gorgon.workflow.model;

import io.gorgon.consensus.ConsensusLevel;

/**
 * The vote that a step needs before it does anything. Immutable.
 *
 * @param level how many have to approve; never null
 * @param panel who votes; null for the Triumvirate, or who votes for the step around it
 * @param continues whether a step that is not approved is left out, instead of failing; null for
 *     what the step around it says, or else failing
 */
public record StepConsensus(ConsensusLevel level, String panel, Boolean continues) {

    /** The variable that has the verdict after the step. */
    public static final String VERDICT = "verdict";

    /**
     * What holds for a step inside of one with a vote: the stricter level, and for all else what
     * stands nearer.
     *
     * @param around null raises nothing
     */
    public StepConsensus within(StepConsensus around) {
        return around == null
                ? this
                : new StepConsensus(
                        level.raisedTo(around.level),
                        panel == null ? around.panel : panel,
                        continues == null ? around.continues : continues);
    }
}
