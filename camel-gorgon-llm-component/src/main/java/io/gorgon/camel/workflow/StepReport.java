package io.gorgon.camel.workflow;

import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.run.StepFailedException;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.run.StepUsage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Keeps count of a step while it is being done. */
final class StepReport {

    private final String path;
    private final String type;
    private final Clock clock;
    private final Instant started;
    private int attempts;
    private int announced;

    StepReport(String path, String type, Clock clock) {
        this.path = path;
        this.type = type;
        this.clock = clock;
        this.started = clock.instant();
    }

    String path() {
        return path;
    }

    int attempts() {
        return attempts;
    }

    /** How long it has taken so far. */
    Duration duration() {
        return Duration.between(started, clock.instant());
    }

    /** A try that never began does not count. */
    void forgetAttempt() {
        attempts--;
    }

    /** Whether this try has not been told of yet. */
    boolean isNewAttempt() {
        boolean isNew = attempts > announced;
        announced = Math.max(announced, attempts);
        return isNew;
    }

    /** Some tries failed in an earlier part of the run. */
    void goOn(int failedAttempts) {
        attempts = failedAttempts;
        announced = failedAttempts;
    }

    int nextAttempt() {
        return ++attempts;
    }

    /** What became of it, without an answer. */
    StepResult ended(StepStatus status, String error) {
        return result(
                status == StepStatus.SKIPPED ? 0 : attempts,
                status,
                null,
                null,
                StepUsage.NONE,
                error,
                Map.of());
    }

    StepResult failed(StepFailedException failure) {
        return ended(StepStatus.FAILED, failure.getMessage());
    }

    StepResult stopped(RunStoppedException stopped) {
        StepStatus status =
                switch (stopped.status()) {
                    case AWAITING_APPROVAL -> StepStatus.AWAITING_APPROVAL;
                    case PAUSED_BUDGET -> StepStatus.PAUSED_BUDGET;
                    case FAILED -> StepStatus.FAILED;
                    default -> StepStatus.CANCELLED;
                };
        return ended(status, stopped.status() == RunStatus.CANCELLED ? null : stopped.getMessage());
    }

    StepResult succeeded(StepAnswer answer) {
        return result(
                attempts,
                StepStatus.SUCCESS,
                answer.provider(),
                answer.model(),
                answer.usage(),
                null,
                answer.values());
    }

    private StepResult result(
            int tries,
            StepStatus status,
            String provider,
            String model,
            StepUsage usage,
            String error,
            Map<String, Object> answer) {
        return new StepResult(
                path, type, status, tries, provider, model, usage, duration(), error, answer);
    }
}
