package io.gorgon.workflow.parse;

import io.gorgon.config.GorgonConfig;
import java.util.Optional;
import java.util.Set;

/**
 * What a workflow is checked against besides itself.
 *
 * @param config empty when there is none
 * @param roles the agents that there are; empty when roles are not checked
 * @param variables what the caller gives besides the declared inputs
 */
public record WorkflowChecks(
        Optional<GorgonConfig> config, Optional<Set<String>> roles, Set<String> variables) {

    /** Nothing but the workflow itself. */
    public static final WorkflowChecks NONE =
            new WorkflowChecks(Optional.empty(), Optional.empty(), Set.of());

    public WorkflowChecks {
        roles = roles.map(Set::copyOf);
        variables = Set.copyOf(variables);
    }

    /** The agents of a configuration, and what types of steps want to know of it. */
    public static WorkflowChecks of(GorgonConfig config) {
        return new WorkflowChecks(
                Optional.of(config), Optional.of(Set.copyOf(config.agents().names())), Set.of());
    }

    /** The same with variables that the caller gives. */
    public WorkflowChecks withVariables(Set<String> names) {
        return new WorkflowChecks(config, roles, names);
    }
}
