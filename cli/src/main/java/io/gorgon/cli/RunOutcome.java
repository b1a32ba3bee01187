package io.gorgon.cli;

import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.run.RunResult;
import java.util.List;

/**
 * What a command tells of a run when it has ended or waits.
 *
 * @param result never null
 * @param workflow what was run
 * @param approvals what it waits for people to decide; empty when it does not
 * @param taken what was taken from the journal; null for a run that was started here
 * @param warnings what there was to say before it began
 */
record RunOutcome(
        RunResult result,
        Workflow workflow,
        List<OpenApproval> approvals,
        JournalShare taken,
        List<String> warnings) {

    RunOutcome withWarnings(List<String> more) {
        return new RunOutcome(result, workflow, approvals, taken, more);
    }

    int exitCode() {
        return ExitCode.of(result.status());
    }
}
