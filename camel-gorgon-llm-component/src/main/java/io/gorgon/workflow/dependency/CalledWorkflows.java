package io.gorgon.workflow.dependency;

import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.type.SubWorkflowStepType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The workflows that the steps of a workflow run, those inside of others and fallbacks too. */
public final class CalledWorkflows {

    private CalledWorkflows() {}

    /** Their ids, in the order of the file. */
    public static Set<String> of(Workflow workflow) {
        Set<String> ids = new LinkedHashSet<>();
        add(workflow.steps(), ids);
        return ids;
    }

    private static void add(List<Step> steps, Set<String> ids) {
        for (Step step : steps) {
            if (step.type().equals(SubWorkflowStepType.NAME)
                    && SubWorkflowStepType.child(step) != null) {
                ids.add(SubWorkflowStepType.child(step));
            }
            step.blocks().values().forEach(block -> add(block, ids));
            if (step.fallback() != null && step.fallback().step() != null) {
                add(List.of(step.fallback().step()), ids);
            }
        }
    }
}
