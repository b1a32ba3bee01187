package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.StepOutput;
import io.gorgon.workflow.step.Block;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The same step for each item of a list, and one step that makes one value of the results. */
public final class MapReduceStepType implements StepType {

    private static final String MAP_STEP = "map_step";
    private static final String REDUCE_STEP = "reduce_step";
    private static final String MAP_RESULTS = "map_results";
    private static final List<String> RESULTS = List.of(MAP_RESULTS, "successful", "failed");

    @Override
    public String name() {
        return "map_reduce";
    }

    @Override
    public String description() {
        return "Runs a step for each item of a list and another one over all results.";
    }

    @Override
    public ObjectNode paramsSchema() {
        return new ParamsSchema()
                .either(
                        FanOutStepType.ITEMS,
                        "The list, or a placeholder that is one.",
                        "array",
                        "string")
                .step(MAP_STEP, "The step for each item; ${item} and ${index} are set for it.")
                .step(
                        REDUCE_STEP,
                        "The step over the results, which are ${map_results}; the type concat joins"
                                + " them.")
                .count(
                        FanOutStepType.MAX_CONCURRENT,
                        1,
                        FanOutStepType.DEFAULT_CONCURRENT,
                        "How many items at a time.")
                .flag(FanOutStepType.FAIL_FAST, false, "Whether one failed item fails the step.")
                .required(FanOutStepType.ITEMS, MAP_STEP, REDUCE_STEP)
                .build();
    }

    @Override
    public List<Block> blocks() {
        return List.of(
                new Block(
                        MAP_STEP,
                        Block.Kind.EACH,
                        true,
                        true,
                        FanOutStepType.ITEM_VARIABLES,
                        false),
                new Block(
                        REDUCE_STEP,
                        Block.Kind.SEQUENCE,
                        true,
                        true,
                        Set.of(MAP_RESULTS, "items"),
                        false));
    }

    @Override
    public StepClass stepClass() {
        return StepClass.PURE;
    }

    @Override
    public boolean asksModel() {
        return true;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return Set.of(MAP_RESULTS, "map_successful", "map_failed", "tokens_used");
    }

    @Override
    public Set<String> locals(Step step) {
        return counted(step) ? Set.copyOf(RESULTS) : Set.of(MAP_RESULTS);
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        steps.add(route.step(map(step)));
        step.block(REDUCE_STEP).forEach(reduce -> steps.add(route.step(reduce(step, reduce))));
        if (counted(step) || !isWholeText(step, route)) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            asked(step).forEach(output -> answer.put(output.name(), "${" + output.name() + "}"));
            if (counted(step)) {
                answer.put(MAP_RESULTS, "${" + MAP_RESULTS + "}");
                answer.put("map_successful", "${successful}");
                answer.put("map_failed", "${failed}");
            }
            steps.add(route.setBody(route.structure(answer)));
        }
        return steps;
    }

    /** Whether the answer of the last step is the only output, as it is. */
    private boolean isWholeText(Step step, Compilation route) {
        List<StepOutput> asked = asked(step);
        return asked.isEmpty()
                || asked.size() == 1 && route.typeOf(step, asked.get(0).name()).equals("string");
    }

    /** Whether the step wants to know more than the result of the last step. */
    private boolean counted(Step step) {
        return step.outputNames().stream().anyMatch(answerKeys(step)::contains);
    }

    private Step map(Step step) {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        for (String name :
                List.of(
                        FanOutStepType.ITEMS,
                        FanOutStepType.MAX_CONCURRENT,
                        FanOutStepType.FAIL_FAST)) {
            if (step.params().has(name)) {
                params.set(name, step.params().get(name));
            }
        }
        Map<String, List<Step>> blocks = new LinkedHashMap<>();
        blocks.put(FanOutStepType.STEP_TEMPLATE, step.block(MAP_STEP));
        List<String> outputs = counted(step) ? RESULTS : List.of(MAP_RESULTS);
        return Steps.within(step, "map", "fan_out", params, blocks)
                .outputs(outputs.stream().map(StepOutput::named).toList())
                .build();
    }

    private Step reduce(Step step, Step reduce) {
        ObjectNode params = reduce.params().deepCopy();
        String prompt = reduce.text("prompt");
        if (reduce.type().equals(FanInStepType.CONCAT)) {
            ObjectNode joined = JsonNodeFactory.instance.objectNode();
            joined.put(FanInStepType.INPUT, "${" + MAP_RESULTS + "}");
            if (params.has(FanInStepType.SEPARATOR)) {
                joined.set(FanInStepType.SEPARATOR, params.get(FanInStepType.SEPARATOR));
            }
            return named(step, Steps.of(reduce).type("fan_in").params(joined));
        }
        if (prompt != null) {
            String first = Items.joined(prompt, MAP_RESULTS, MAP_RESULTS);
            params.put("prompt", Items.joined(first, "items", MAP_RESULTS));
        }
        return named(step, Steps.of(reduce).params(params));
    }

    private Step named(Step step, Steps reduce) {
        return reduce.id("reduce").outputs(asked(step)).build();
    }

    /** The outputs that the last step fills. */
    private List<StepOutput> asked(Step step) {
        return step.outputs().stream()
                .filter(output -> !answerKeys(step).contains(output.name()))
                .toList();
    }
}
