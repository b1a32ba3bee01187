package io.gorgon.workflow.type;

import io.gorgon.consensus.Panels;
import io.gorgon.workflow.step.StepChecks;
import io.gorgon.workflow.step.StepProblem;
import java.util.List;

/** Checks that there is a panel of a name. */
public final class PanelCheck {

    private PanelCheck() {}

    /**
     * @param panel null for the usual one
     * @param place of the name, below the step
     */
    public static List<StepProblem> unknown(String panel, String place, StepChecks checks) {
        if (panel == null || checks.config().isEmpty()) {
            return List.of();
        }
        Panels panels = checks.config().get().consensus().panels();
        try {
            panels.get(panel);
            return List.of();
        } catch (IllegalArgumentException unknown) {
            return List.of(StepProblem.error(place, unknown.getMessage()));
        }
    }
}
