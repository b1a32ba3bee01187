package io.gorgon.workflow.step;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gorgon.workflow.model.Step;
import java.util.Map;

/**
 * A type whose steps do their work in Java. In the route a step is its parameters as the body, with
 * everything filled in, and {@code gorgon-step:TYPE}.
 */
public interface ActionStepType extends StepType {

    /**
     * Does the work. Called by many threads at a time. Has to end when the time of the step is over
     * and when the run is cancelled; the thread is interrupted then.
     *
     * @return the answer: a map, or a text, which is its {@code response}; null for none
     * @throws PermanentFailure if another try cannot help
     * @throws Exception if it did not work; it is tried again where the step says so
     */
    Object run(StepCall call) throws Exception;

    /**
     * What is answered instead in a dry run, in which nothing may happen outside.
     *
     * @return as of {@link #run}
     */
    default Object dryRun(StepCall call) {
        return Map.of("response", "[DRY RUN] " + name() + " step", "dry_run", true);
    }

    @Override
    default ArrayNode compile(Step step, Compilation route) {
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        steps.add(route.setBody(route.structure(step.params())));
        steps.add(route.to("gorgon-step:" + name(), Map.of()));
        return steps;
    }
}
