package io.gorgon.workflow.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What became of a run.
 *
 * @param runId never null
 * @param workflow its id
 * @param name of the workflow, as people read it
 * @param status never null
 * @param outputs those of the declared outputs that have a value, in the order of the file
 * @param steps those of the top level and those inside them that began or were skipped, in the
 *     order in which they ended; then those of the top level that never began
 * @param usage of all steps together
 * @param warnings what the person should know, in the order in which it happened
 * @param error why it failed, or what it waits for; null when it succeeded
 * @param waitingFor the path of the step that waits for a person; null when none does
 * @param approvals what people have to decide before it goes on; empty when nothing
 * @param started when it was started first; never null
 * @param duration how long it was worked on, without the time between its parts; never null
 */
public record RunResult(
        String runId,
        String workflow,
        String name,
        RunStatus status,
        Map<String, Object> outputs,
        List<StepResult> steps,
        StepUsage usage,
        List<String> warnings,
        String error,
        String waitingFor,
        List<ApprovalRequest> approvals,
        Instant started,
        Duration duration) {

    /** A run that nobody has to decide anything for. */
    public RunResult(
            String runId,
            String workflow,
            String name,
            RunStatus status,
            Map<String, Object> outputs,
            List<StepResult> steps,
            StepUsage usage,
            List<String> warnings,
            String error,
            String waitingFor,
            Instant started,
            Duration duration) {
        this(
                runId,
                workflow,
                name,
                status,
                outputs,
                steps,
                usage,
                warnings,
                error,
                waitingFor,
                List.of(),
                started,
                duration);
    }
}
