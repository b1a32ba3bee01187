package io.gorgon.workflow.model;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A step. Immutable, as long as nobody changes its trees.
 *
 * @param id unique among its siblings
 * @param type the name of its {@link io.gorgon.workflow.step.StepType}
 * @param description empty when there is none
 * @param params what its type wants to know; never null, empty when there are none. Steps in there
 *     are in {@code blocks} as well
 * @param blocks the steps inside, by the parameter that has them, in the order of the file
 * @param condition when it is run, as {@link io.gorgon.workflow.condition.Condition} reads it; null
 *     for always
 * @param onFailure never null
 * @param maxRetries tries after the first one; zero or more
 * @param timeout how long it may take with all its tries
 * @param outputs the variables that it gives
 * @param dependsOn the steps that have to be done before
 * @param fallback null when there is none
 * @param defaultOutput what it gives with {@code continue_with_default}; never null
 * @param circuitBreakerKey names the circuit breaker that it shares with others; null for none
 * @param onInDoubt what becomes of it when nobody knows how far it was done; null for what the step
 *     around it says, or else its class
 * @param consensus the vote that it needs before it does anything; null for none of its own
 * @param place where it stands in the file
 */
public record Step(
        String id,
        String type,
        String description,
        ObjectNode params,
        Map<String, List<Step>> blocks,
        JsonNode condition,
        OnFailure onFailure,
        int maxRetries,
        Duration timeout,
        List<StepOutput> outputs,
        List<String> dependsOn,
        Fallback fallback,
        ObjectNode defaultOutput,
        String circuitBreakerKey,
        OnInDoubt onInDoubt,
        StepConsensus consensus,
        JsonPointer place) {

    public static final int DEFAULT_MAX_RETRIES = 3;
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(300);

    /** Of a step with steps inside: the limits of those and of the workflow end it before. */
    public static final Duration DEFAULT_TIMEOUT_AROUND_STEPS = Duration.ofDays(1);

    public Step {
        blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
        outputs = List.copyOf(outputs);
        dependsOn = List.copyOf(dependsOn);
    }

    /** The same step with the outputs of another, in whose place it is done. */
    public Step withOutputs(List<StepOutput> others) {
        return new Step(
                id,
                type,
                description,
                params,
                blocks,
                condition,
                onFailure,
                maxRetries,
                timeout,
                others,
                dependsOn,
                fallback,
                defaultOutput,
                circuitBreakerKey,
                onInDoubt,
                consensus,
                place);
    }

    /** The steps of one block; empty when it has none. */
    public List<Step> block(String param) {
        return blocks.getOrDefault(param, List.of());
    }

    public List<String> outputNames() {
        return outputs.stream().map(StepOutput::name).toList();
    }

    /** A text among the parameters; null when it is not there or not a text. */
    public String text(String param) {
        JsonNode value = params.path(param);
        return value.isTextual() ? value.textValue() : null;
    }
}
