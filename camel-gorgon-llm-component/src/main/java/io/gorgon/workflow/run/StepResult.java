package io.gorgon.workflow.run;

import java.time.Duration;
import java.util.Map;

/**
 * What became of a step, or of one of the steps inside it.
 *
 * @param path where it is in the run, such as {@code review_files[3]} or {@code refine#2/critique};
 *     that of a step at the top level is its id
 * @param type the type of the step
 * @param status never null
 * @param attempts how often it was tried; zero when it was not
 * @param provider who answered; null when no model was asked
 * @param model null when no model was asked
 * @param usage of this step alone, without the steps inside; never null
 * @param duration with all its tries and the waiting between them; never null
 * @param error what went wrong, also when something else took its place; null when nothing did
 * @param answer what it gave, by name; empty when it gave nothing
 * @param fromJournal whether it was not done now: the journal has it from an earlier part of the
 *     run, or from another run
 */
public record StepResult(
        String path,
        String type,
        StepStatus status,
        int attempts,
        String provider,
        String model,
        StepUsage usage,
        Duration duration,
        String error,
        Map<String, Object> answer,
        boolean fromJournal) {

    /** A step that was done now. */
    public StepResult(
            String path,
            String type,
            StepStatus status,
            int attempts,
            String provider,
            String model,
            StepUsage usage,
            Duration duration,
            String error,
            Map<String, Object> answer) {
        this(path, type, status, attempts, provider, model, usage, duration, error, answer, false);
    }

    /** A step that never began. */
    static StepResult pending(String path, String type) {
        return new StepResult(
                path,
                type,
                StepStatus.PENDING,
                0,
                null,
                null,
                StepUsage.NONE,
                Duration.ZERO,
                null,
                Map.of());
    }

    /** The same step, seen from another place. */
    public StepResult at(String otherPath) {
        return new StepResult(
                otherPath,
                type,
                status,
                attempts,
                provider,
                model,
                usage,
                duration,
                error,
                answer,
                fromJournal);
    }

    /** The same step, as the journal tells of it. */
    public StepResult recorded() {
        return new StepResult(
                path, type, status, attempts, provider, model, usage, duration, error, answer,
                true);
    }

    /** This result in the place of an earlier one of the same step: it has recovered. */
    StepResult after(StepResult before) {
        return new StepResult(
                path,
                before.type,
                status,
                Math.max(attempts, before.attempts),
                provider == null ? before.provider : provider,
                model == null ? before.model : model,
                usage.plus(before.usage),
                duration.plus(before.duration),
                error == null ? before.error : error,
                answer,
                fromJournal);
    }

    /** Whether it is inside the step at another path. */
    public boolean isBelow(String other) {
        return path.length() > other.length()
                && path.startsWith(other)
                && "/[#".indexOf(path.charAt(other.length())) >= 0;
    }

    /** Whether it is a step of the workflow's own list. */
    public boolean topLevel() {
        return path.indexOf('/') < 0 && path.indexOf('[') < 0 && path.indexOf('#') < 0;
    }
}
