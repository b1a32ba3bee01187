package io.gorgon.camel.workflow;

import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.type.SubWorkflowStepType;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the run of a workflow is to the step that called it. */
final class SubWorkflowAnswer {

    private SubWorkflowAnswer() {}

    /**
     * The outputs of the workflow, and what became of its run.
     *
     * @param depth how many workflows are around it
     */
    static Map<String, Object> of(RunResult result, int depth) {
        long successful =
                result.steps().stream().filter(it -> it.status() == StepStatus.SUCCESS).count();
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("workflow_name", result.name());
        run.put("status", result.status().label());
        run.put("outputs", result.outputs());
        run.put("steps_executed", successful);
        run.put("total_tokens", result.usage().tokens());
        run.put("total_duration_ms", result.duration().toMillis());
        run.put("depth", depth);
        Map<String, Object> answer = new LinkedHashMap<>(result.outputs());
        answer.put(SubWorkflowStepType.RESULT, run);
        return answer;
    }
}
