package io.gorgon.cli;

import io.gorgon.journal.Journal;
import io.gorgon.journal.RunRecord;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepUsage;
import java.util.List;

/** What became of a run, from the journal: nobody works on it here. */
final class PastRun {

    private PastRun() {}

    static RunResult result(Journal journal, RunRecord run) {
        List<StepResult> steps =
                journal.steps(run.runId()).stream().map(step -> step.result().recorded()).toList();
        boolean estimated = steps.stream().anyMatch(step -> step.usage().estimated());
        return new RunResult(
                run.runId(),
                run.workflow(),
                run.name(),
                run.status(),
                journal.values(run.runId()).outputs(),
                steps,
                new StepUsage(run.tokens(), 0, run.costUsd(), estimated),
                List.of(),
                run.error(),
                run.waitingFor().isEmpty() ? null : run.waitingFor().get(0),
                run.started(),
                run.active());
    }
}
