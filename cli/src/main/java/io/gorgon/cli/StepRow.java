package io.gorgon.cli;

import io.gorgon.llm.http.Redaction;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.run.StepUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A step as a line shows it.
 *
 * @param depth how many steps are around it
 * @param step never null
 * @param now when it is shown
 */
record StepRow(int depth, StepView step, Instant now) {

    private static final String NOTHING = "-";

    String name() {
        return "  ".repeat(depth) + StepPath.name(step.path);
    }

    String state() {
        if (step.inDoubt != null) {
            return "in doubt";
        }
        if (step.stopped) {
            return "interrupted";
        }
        if (step.isRetrying()) {
            return "retrying";
        }
        if (step.isActive() && step.isCounted()) {
            int retries = step.retriesInside();
            String all = step.size == null ? RunWords.UNKNOWN : String.valueOf(step.size);
            String more = retries == 1 ? " +1 retry" : " +" + retries + " retries";
            return step.done() + "/" + all + (retries == 0 ? "" : more);
        }
        return RunWords.status(step.status().label());
    }

    String tries() {
        return step.attempt == 0 ? NOTHING : String.valueOf(step.attempt);
    }

    String model() {
        String model = step.model();
        return model == null ? NOTHING : Redaction.line(model);
    }

    String input() {
        if (step.inDoubt != null) {
            return RunWords.tokens(step.inDoubt.tokens(), true);
        }
        StepUsage usage = step.usage();
        return hasUsage() ? RunWords.tokens(usage.inputTokens(), usage.estimated()) : NOTHING;
    }

    String output() {
        if (step.inDoubt != null) {
            return RunWords.UNKNOWN;
        }
        StepUsage usage = step.usage();
        return hasUsage() ? RunWords.tokens(usage.outputTokens(), usage.estimated()) : NOTHING;
    }

    String cost() {
        if (step.inDoubt != null) {
            return RunWords.cost(step.inDoubt);
        }
        return hasUsage() ? RunWords.cost(step.usage()) : NOTHING;
    }

    private boolean hasUsage() {
        StepUsage usage = step.usage();
        return usage.tokens() > 0 || usage.costUsd() == null || step.model() != null;
    }

    String time() {
        Duration time = step.time(now);
        return time == null ? NOTHING : RunWords.time(time);
    }

    /** What else there is to say; may be empty. */
    String note() {
        if (step.isRetrying()) {
            Duration left = Duration.between(now, step.retryAt);
            String when = left.isNegative() ? "now" : "in " + RunWords.delay(left);
            return "again " + when + ": " + Redaction.line(step.retryError);
        }
        String rest = withoutNote();
        if (step.note == null) {
            return rest;
        }
        boolean told = step.status() == StepStatus.AWAITING_APPROVAL;
        return rest.isEmpty() || told ? step.note : step.note + "; " + rest;
    }

    private String withoutNote() {
        if (step.result != null && step.result.error() != null) {
            return Redaction.line(step.result.error());
        }
        if (step.status() == StepStatus.PENDING && !step.dependsOn.isEmpty()) {
            return "after " + String.join(", ", step.dependsOn);
        }
        return step.isCounted() ? counts() : "";
    }

    private String counts() {
        List<String> counts = new ArrayList<>();
        if (!step.isActive() && step.size != null) {
            counts.add(step.size + " in all");
        }
        count(StepStatus.RUNNING, counts);
        count(StepStatus.FAILED, counts);
        if (step.insideInDoubt() > 0) {
            counts.add(step.insideInDoubt() + " in doubt");
        }
        if (step.inside(StepStatus.AWAITING_APPROVAL) > 0) {
            counts.add(step.inside(StepStatus.AWAITING_APPROVAL) + " waiting");
        }
        count(StepStatus.SKIPPED, counts);
        return String.join(", ", counts);
    }

    private void count(StepStatus status, List<String> counts) {
        long number = step.inside(status);
        if (number > 0) {
            counts.add(number + " " + status.label());
        }
    }
}
