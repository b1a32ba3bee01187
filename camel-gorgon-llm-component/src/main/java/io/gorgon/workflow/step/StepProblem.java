package io.gorgon.workflow.step;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * Something wrong with a step.
 *
 * @param where below the step, such as {@code /params/items}; never null
 * @param message what is wrong and what to do
 * @param warning whether it can be run all the same
 */
public record StepProblem(JsonPointer where, String message, boolean warning) {

    public static StepProblem error(String where, String message) {
        return new StepProblem(JsonPointer.compile(where), message, false);
    }

    public static StepProblem warning(String where, String message) {
        return new StepProblem(JsonPointer.compile(where), message, true);
    }
}
