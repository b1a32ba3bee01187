package io.gorgon.workflow.graph;

import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.step.StepTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the table of steps says of one of them. */
record StepRow(
        String id,
        String type,
        String role,
        List<String> outputs,
        List<String> dependsOn,
        String condition,
        String onFailure) {

    /** All steps in the order of the file, each before those inside it. */
    static List<StepRow> of(Workflow workflow, StepTypes types) {
        List<StepRow> rows = new ArrayList<>();
        SiblingOrder order = new SiblingOrder(new DataFlow(types));
        add(workflow.steps(), workflow.settings().autoParallel(), "", order, rows);
        return rows;
    }

    private static void add(
            List<Step> steps,
            boolean byData,
            String around,
            SiblingOrder order,
            List<StepRow> rows) {
        Map<String, Map<String, Set<String>>> waits = order.of(steps, byData);
        for (Step step : steps) {
            String id = around + step.id();
            rows.add(row(step, id, List.copyOf(waits.get(step.id()).keySet())));
            step.blocks().values().forEach(inside -> add(inside, false, id + ".", order, rows));
            if (step.fallback() != null && step.fallback().step() != null) {
                List<Step> other = List.of(step.fallback().step());
                add(other, false, id + ".fallback.", order, rows);
            }
        }
    }

    private static StepRow row(Step step, String id, List<String> dependsOn) {
        String role = step.text("role");
        return new StepRow(
                id,
                step.type(),
                role == null ? "" : role,
                step.outputNames(),
                dependsOn,
                step.condition() == null ? "" : ConditionText.of(step.condition()),
                step.onFailure().label());
    }
}
