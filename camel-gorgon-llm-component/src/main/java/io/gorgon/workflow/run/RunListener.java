package io.gorgon.workflow.run;

import java.time.Duration;

/**
 * Is told what happens in runs, while it happens. Called by many threads at a time; must not block.
 * What it throws is logged and ignored.
 */
public interface RunListener {

    /**
     * @param path as of {@link StepResult#path}
     * @param type the type of the step
     * @param attempt from 1
     */
    default void stepStarted(String runId, String path, String type, int attempt) {}

    /**
     * A try that did not work; there will be another one.
     *
     * @param attempt the one that failed, from 1
     * @param delay until the next one
     */
    default void stepRetried(
            String runId, String path, int attempt, Duration delay, String error) {}

    /** A step has come to its end, also one that was skipped. */
    default void stepEnded(String runId, StepResult result) {}

    /** Items of a fan-out, rounds of a loop: how many there will be. */
    default void stepSize(String runId, String path, int size) {}

    default void warned(String runId, String sentence) {}

    default void runStarted(String runId, String workflow) {}

    default void runEnded(RunResult result) {}
}
