package io.gorgon.workflow.step;

import io.gorgon.config.GorgonConfig;
import java.util.Optional;
import java.util.Set;

/** What a type may want to know when it checks a step. */
public interface StepChecks {

    /** The configuration; empty when a workflow is checked without one. */
    Optional<GorgonConfig> config();

    /** The ids of the steps at the top level of the workflow. */
    Set<String> stepIds();

    /** The variables that may have a value when the step starts. */
    Set<String> variables();
}
