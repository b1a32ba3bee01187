package io.gorgon.cli;

import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.run.StepUsage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is known of a step. While its run is under way, guarded by its {@link RunView}. */
final class StepView {

    final String path;
    final StepView parent;
    final List<StepView> inside = new ArrayList<>();
    List<String> dependsOn = List.of();
    StepResult result;
    Instant started;
    Instant retryAt;
    String retryError;
    int attempt;
    Integer size;

    /** What else a person should know of it; null for nothing. */
    String note;

    /** Whether it was begun and nobody works on it any more. */
    boolean stopped;

    /** What may have been used although the answer was lost; null when nothing is in doubt. */
    StepUsage inDoubt;

    StepView(String path, StepView parent) {
        this.path = path;
        this.parent = parent;
    }

    StepStatus status() {
        if (result != null) {
            return result.status();
        }
        return started != null || inside.stream().anyMatch(each -> each.isActive())
                ? StepStatus.RUNNING
                : inside.isEmpty() ? StepStatus.PENDING : StepStatus.SUCCESS;
    }

    boolean isActive() {
        return status() == StepStatus.RUNNING && !isUnclear();
    }

    /** Whether it was begun and nobody knows how far it came. */
    private boolean isUnclear() {
        return stopped || inDoubt != null;
    }

    boolean isRetrying() {
        return retryAt != null && isActive();
    }

    /** Whether a person has to look at it: it failed, waits for somebody, or is in doubt. */
    boolean isTrouble() {
        if (inDoubt != null) {
            return true;
        }
        return switch (status()) {
            case FAILED, AWAITING_APPROVAL, PAUSED_BUDGET -> true;
            default -> false;
        };
    }

    /** Whether only a part of what is inside is worth a line: the others are counted. */
    boolean isCounted() {
        return size != null || inside.stream().anyMatch(each -> StepPath.isItem(each.path));
    }

    boolean hasRounds() {
        return inside.stream().anyMatch(each -> StepPath.isRound(each.path));
    }

    long done() {
        return inside.stream().filter(each -> !each.isActive() && !each.isUnclear()).count();
    }

    /** How many inside have this status; what is in doubt or stopped has none of them. */
    long inside(StepStatus status) {
        return inside.stream().filter(each -> each.status() == status && !each.isUnclear()).count();
    }

    long insideInDoubt() {
        return inside.stream().filter(each -> each.inDoubt != null).count();
    }

    /** Tries after the first one, of all that is inside. */
    int retriesInside() {
        int retries = 0;
        for (StepView each : inside) {
            retries += each.retries() + each.retriesInside();
        }
        return retries;
    }

    private int retries() {
        return Math.max(0, (result == null ? attempt : result.attempts()) - 1);
    }

    /** What it and all that is inside have used so far. */
    StepUsage usage() {
        StepUsage sum = result == null ? StepUsage.NONE : result.usage();
        for (StepView each : inside) {
            sum = sum.plus(each.usage());
        }
        return sum;
    }

    /** The part of the costs that is known. */
    BigDecimal knownCost() {
        BigDecimal own = result == null ? null : result.usage().costUsd();
        BigDecimal sum = own == null ? BigDecimal.ZERO : own;
        for (StepView each : inside) {
            sum = sum.add(each.knownCost());
        }
        return sum;
    }

    /** The model that answered, or those inside when they were all the same; null for none. */
    String model() {
        if (result != null && result.model() != null) {
            return result.model();
        }
        String only = null;
        for (StepView each : inside) {
            String model = each.model();
            if (model != null && only != null && !model.equals(only)) {
                return null;
            }
            only = model == null ? only : model;
        }
        return only;
    }

    /** How long it took, or has taken so far; null when it has not begun. */
    Duration time(Instant now) {
        if (result != null && result.status() != StepStatus.RUNNING) {
            return result.status() == StepStatus.PENDING ? null : result.duration();
        }
        return started == null || isUnclear() ? null : Duration.between(started, now);
    }
}
