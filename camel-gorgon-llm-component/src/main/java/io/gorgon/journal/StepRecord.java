package io.gorgon.journal;

import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.step.StepClass;
import java.time.Instant;

/**
 * A step as the journal knows it.
 *
 * @param result what has become of it; with status {@code RUNNING} while it is being done. Its
 *     answer is empty unless it was asked for
 * @param stepClass never null
 * @param inDoubt whether it was being done when its process died
 * @param reused whether it was taken from the journal when the run went on, or from another run
 * @param started when it began last; null when it never did
 * @param notBefore when it is tried again; null when it is not waiting for that
 */
public record StepRecord(
        StepResult result,
        StepClass stepClass,
        boolean inDoubt,
        boolean reused,
        Instant started,
        Instant notBefore) {}
