package io.gorgon.workflow.plan;

import io.gorgon.llm.ModelTier;

/**
 * A step as it would be run.
 *
 * @param id with those of the steps around it, as in {@code review.security}
 * @param depth how many steps are around it
 * @param type never null
 * @param runs how often it would be run
 * @param call what one run of it asks a model; null when it asks none
 * @param calls how many calls of a model that is, without new tries after failures
 * @param tokens of all calls
 * @param cost of all calls
 */
public record PlannedStep(
        String id,
        int depth,
        String type,
        Range runs,
        Call call,
        Range calls,
        Range tokens,
        CostRange cost) {

    /**
     * One question to a model.
     *
     * @param role null when it names none
     * @param tier never null
     * @param provider the name of the one that would likely serve it; null when none can
     * @param model the one that would likely be asked; null when the provider chooses
     * @param local whether the provider costs no money
     * @param inputTokens an estimate; the most is null when something flows in whose size nobody
     *     knows. Instructions of the role are not counted
     * @param maxOutputTokens the most that may be written
     * @param expectedTokens what the file expects of it; null when it says nothing
     * @param cost of one call
     */
    public record Call(
            String role,
            ModelTier tier,
            String provider,
            String model,
            boolean local,
            Range inputTokens,
            long maxOutputTokens,
            Long expectedTokens,
            CostRange cost) {

        public Range tokens() {
            return inputTokens.plus(new Range(0, maxOutputTokens));
        }
    }
}
