package io.gorgon.cli;

import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import java.util.LinkedHashMap;
import java.util.Map;

/** The steps of a run as a tree, by their paths. Not for use by several threads. */
final class StepViews {

    private final StepView root = new StepView("", null);
    private final Map<String, StepView> steps = new LinkedHashMap<>();

    /** A tree with nothing in it. */
    StepViews() {}

    /** A tree of the steps at the top level, which wait for their turn. */
    static StepViews of(Workflow workflow) {
        StepViews views = new StepViews();
        for (Step step : workflow.steps()) {
            views.find(step.id()).dependsOn = step.dependsOn();
        }
        return views;
    }

    StepView root() {
        return root;
    }

    /** The step at a path, which is made with those around it when it is not there. */
    StepView find(String path) {
        StepView known = steps.get(path);
        if (known != null) {
            return known;
        }
        String around = StepPath.parent(path);
        StepView parent = around == null ? root : find(around);
        StepView made = new StepView(path, parent);
        parent.inside.add(made);
        steps.put(path, made);
        return made;
    }
}
