package io.gorgon.journal;

import io.gorgon.journal.JournaledRun.StepHistory;
import io.gorgon.state.Statements;
import io.gorgon.workflow.step.StepClass;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the journal held of a run when a process got it, without the texts.
 *
 * @param steps by path
 * @param tries how many there are of each call, by key
 * @param inDoubt calls that may have been paid for and have no answer, by path
 * @param asked the paths of steps whose questions count still
 * @param lastStep the highest number of a step
 * @param lastCall the highest number of a call
 */
record KnownRun(
        Map<String, StepTable.State> steps,
        Map<String, Integer> tries,
        Map<String, List<CallTable.Known>> inDoubt,
        Set<String> asked,
        long lastStep,
        long lastCall) {

    static KnownRun nothing() {
        return new KnownRun(Map.of(), Map.of(), Map.of(), Set.of(), 0, 0);
    }

    static KnownRun load(Statements statements, String run) throws SQLException {
        Map<String, StepTable.State> steps = new HashMap<>();
        for (StepTable.State each : StepTable.states(statements, run)) {
            steps.put(each.path(), each);
        }
        List<CallTable.Known> calls = CallTable.known(statements, run);
        Set<String> answered = new HashSet<>();
        Map<String, Integer> tries = new HashMap<>();
        for (CallTable.Known each : calls) {
            tries.merge(each.key(), each.number(), Math::max);
            if (each.state() == CallEntry.State.SUCCEEDED) {
                answered.add(each.key());
            }
        }
        Map<String, List<CallTable.Known>> inDoubt = new HashMap<>();
        for (CallTable.Known each : calls) {
            if (each.state() == CallEntry.State.IN_DOUBT && !answered.contains(each.key())) {
                inDoubt.computeIfAbsent(each.path(), path -> new ArrayList<>()).add(each);
            }
        }
        return new KnownRun(
                steps,
                tries,
                inDoubt,
                new HashSet<>(
                        Rows.all(
                                statements,
                                row -> row.getString(1),
                                "SELECT path FROM approval WHERE run = ? AND consumed = 0",
                                run)),
                Rows.number(statements, "SELECT MAX(seq) FROM step WHERE run = ?", run),
                Rows.number(statements, "SELECT MAX(seq) FROM call WHERE run = ?", run));
    }

    boolean isDone(String path) {
        StepTable.State step = steps.get(path);
        return step != null && step.isDone();
    }

    /** Whether a step inside another one is done. */
    boolean hasDoneBelow(String path) {
        return steps.values().stream()
                .anyMatch(step -> step.isDone() && StepPaths.isBelow(step.path(), path));
    }

    int round(String path) {
        StepTable.State step = steps.get(path);
        return step == null ? 0 : step.round();
    }

    StepHistory history(String path) {
        StepTable.State step = steps.get(path);
        if (step == null || step.isDone()) {
            return StepHistory.NONE;
        }
        Instant since = step.inDoubt() ? Instant.ofEpochMilli(step.started()) : null;
        long microUsd = 0;
        if (step.stepClass() == StepClass.PAID) {
            String current = callPrefix(path, step.round(), step.failed() + 1);
            for (CallTable.Known call : inDoubt.getOrDefault(path, List.of())) {
                if (call.key().startsWith(current)) {
                    since = Instant.ofEpochMilli(call.started());
                    microUsd += call.inDoubtMicroUsd();
                }
            }
        }
        BigDecimal usd = since == null ? BigDecimal.ZERO : Rows.usd(microUsd);
        return new StepHistory(
                step.failed(),
                step.notBefore() == null ? null : Instant.ofEpochMilli(step.notBefore()),
                since != null,
                since,
                usd);
    }

    /**
     * What the keys of all calls of one try of a step begin with.
     *
     * @param round how often the step had failed for good when its run went on
     */
    static String callPrefix(String path, int round, int attempt) {
        return path + "@" + round + "." + attempt + ".";
    }
}
