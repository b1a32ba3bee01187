package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.Block;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.RuntimeBeans;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The same step for each item of a list. */
public final class FanOutStepType implements StepType {

    static final String ITEMS = "items";
    static final String STEP_TEMPLATE = "step_template";
    static final String MAX_CONCURRENT = "max_concurrent";
    static final String FAIL_FAST = "fail_fast";
    static final int DEFAULT_CONCURRENT = 5;
    static final Set<String> ITEM_VARIABLES = Set.of("item", "index");

    private static final String COLLECT_ERRORS = "collect_errors";

    @Override
    public String name() {
        return "fan_out";
    }

    @Override
    public String description() {
        return "Runs a step for each item of a list, several at a time; the results keep the order"
                + " of the items.";
    }

    @Override
    public ObjectNode paramsSchema() {
        return new ParamsSchema()
                .either(ITEMS, "The list, or a placeholder that is one.", "array", "string")
                .step(STEP_TEMPLATE, "The step; ${item} and ${index} are set for it.")
                .count(MAX_CONCURRENT, 1, DEFAULT_CONCURRENT, "How many items at a time.")
                .flag(FAIL_FAST, false, "Whether one failed item fails the step.")
                .flag(COLLECT_ERRORS, true, "Whether the answer has the errors of failed items.")
                .flag(
                        "rate_limit",
                        true,
                        "Accepted and without effect: providers have their limits.")
                .flag("adaptive_rate_limiting", true, "Accepted and without effect.")
                .flag("distributed_rate_limiting", false, "Accepted and without effect.")
                .anything("rate_limit_backoff_factor", "Accepted and without effect.")
                .anything("rate_limit_recovery_threshold", "Accepted and without effect.")
                .count("anthropic_concurrent", 1, "Accepted and without effect.")
                .count("openai_concurrent", 1, "Accepted and without effect.")
                .anything("distributed_window", "Accepted and without effect.")
                .anything("anthropic_rpm", "Accepted and without effect.")
                .anything("openai_rpm", "Accepted and without effect.")
                .required(ITEMS, STEP_TEMPLATE)
                .build();
    }

    @Override
    public List<Block> blocks() {
        return List.of(
                new Block(STEP_TEMPLATE, Block.Kind.EACH, true, true, ITEM_VARIABLES, false));
    }

    @Override
    public StepClass stepClass() {
        return StepClass.PURE;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return Set.of(
                "results",
                "detailed_results",
                "errors",
                "successful",
                "failed",
                "cancelled",
                "tokens_used",
                "duration_ms");
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        Map<String, Object> results = new LinkedHashMap<>();
        if (ParamsSchema.flag(step, FAIL_FAST)) {
            results.put("failFast", true);
        }
        if (!step.params().path(COLLECT_ERRORS).asBoolean(true)) {
            results.put("collectErrors", false);
        }
        int concurrent = ParamsSchema.count(step, MAX_CONCURRENT, DEFAULT_CONCURRENT);
        ObjectNode eip = JsonNodeFactory.instance.objectNode();
        ObjectNode split = eip.putObject("split");
        split.setAll(Items.expression(step.params().path(ITEMS), route));
        split.put("parallelProcessing", true);
        split.put("streaming", true);
        split.put(
                "executorService",
                route.bean(step, "workers", RuntimeBeans.WORKERS, Map.of("limit", concurrent)));
        split.put(
                "aggregationStrategy",
                route.bean(step, "results", RuntimeBeans.ITEM_RESULTS, results));
        ArrayNode inside = split.putArray("steps");
        step.block(STEP_TEMPLATE).forEach(template -> inside.add(route.item(template)));
        return JsonNodeFactory.instance.arrayNode().add(eip);
    }
}
