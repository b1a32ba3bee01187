package io.gorgon.workflow.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.input.WorkflowInput;
import java.time.Duration;
import java.util.List;

/**
 * A workflow. Immutable.
 *
 * @param id names it in routes and commands: its file's name without the extensions; letters,
 *     digits, {@code -} and {@code _}
 * @param name as people read it; never blank
 * @param version never null
 * @param description empty when there is none
 * @param tokenBudget the most tokens that one run may use, its sub-workflows among it
 * @param timeout how long one run may take, without the time that it waits for people
 * @param inputs in the order of the file
 * @param outputs what a run gives back, in the order of the file
 * @param steps in the order of the file
 * @param settings never null
 * @param metadata informational; a missing node when there is none
 * @param source the text that it was read from
 */
public record Workflow(
        String id,
        String name,
        String version,
        String description,
        long tokenBudget,
        Duration timeout,
        List<WorkflowInput> inputs,
        List<WorkflowOutput> outputs,
        List<Step> steps,
        WorkflowSettings settings,
        JsonNode metadata,
        String source) {

    public static final String DEFAULT_VERSION = "1.0";
    public static final long DEFAULT_TOKEN_BUDGET = 100_000;
    public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

    public Workflow {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        steps = List.copyOf(steps);
    }
}
