package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.Block;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The same steps again and again. */
public final class LoopStepType implements StepType {

    private static final String STEPS = "steps";
    private static final String COUNT = "count";
    private static final String WHILE = "while";
    private static final String UNTIL = "until";
    private static final String FOR_EACH = "for_each";
    private static final String MAX_ITERATIONS = "max_iterations";
    private static final int DEFAULT_MAXIMUM = 10;
    private static final int MOST = 1000;

    private static final String INDEX = "loop_index";
    private static final String ITERATION = "loop_iteration";
    private static final String ITEM = "item";
    private static final String ITEMS = "loop_items";
    private static final String ITERATIONS = "iterations";

    @Override
    public String name() {
        return "loop";
    }

    @Override
    public String description() {
        return "Repeats its steps: a number of times, for each item of a list, while a condition"
                + " holds or until it does.";
    }

    @Override
    public ObjectNode paramsSchema() {
        ObjectNode count = JsonNodeFactory.instance.objectNode();
        count.put("description", "How many times; may be a placeholder.");
        count.putArray("type").add("integer").add("string");
        count.put("minimum", 0);
        count.put("maximum", MOST);
        ObjectNode maximum = JsonNodeFactory.instance.objectNode();
        maximum.put("description", "How many times at most, with while and until.");
        maximum.put("type", "integer");
        maximum.put("minimum", 1);
        maximum.put("maximum", MOST);
        maximum.put("default", DEFAULT_MAXIMUM);
        return new ParamsSchema()
                .steps(
                        STEPS,
                        1,
                        "The steps; ${loop_index} counts from 0, ${loop_iteration} from 1, ${item}"
                                + " is the item of for_each.")
                .property(COUNT, count)
                .either(FOR_EACH, "A list, or a placeholder that is one.", "array", "string")
                .condition(WHILE, "Goes on as long as this holds; looked at before each round.")
                .condition(UNTIL, "Goes on until this holds; looked at after each round.")
                .property(MAX_ITERATIONS, maximum)
                .required(STEPS)
                .oneOf(COUNT, FOR_EACH, WHILE, UNTIL)
                .build();
    }

    @Override
    public List<Block> blocks() {
        return List.of(
                new Block(
                        STEPS, Block.Kind.LOOP, false, true, Set.of(INDEX, ITERATION, ITEM), true));
    }

    @Override
    public StepClass stepClass() {
        return StepClass.PURE;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return Set.of(ITERATIONS);
    }

    @Override
    public Set<String> literalParams() {
        return Set.of(WHILE, UNTIL);
    }

    @Override
    public Set<String> locals(Step step) {
        Set<String> names = new LinkedHashSet<>(List.of(INDEX, ITERATION));
        if (step.params().has(FOR_EACH)) {
            names.addAll(List.of(ITEM, ITEMS));
        }
        return names;
    }

    @Override
    public Set<String> reads(Step step) {
        Set<String> names = new LinkedHashSet<>(StepType.super.reads(step));
        names.addAll(ConditionFields.of(step.params().path(WHILE)));
        names.addAll(ConditionFields.of(step.params().path(UNTIL)));
        names.removeAll(Set.of(INDEX, ITERATION));
        return names;
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        JsonNode params = step.params();
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        ObjectNode eip = JsonNodeFactory.instance.objectNode();
        ObjectNode loop = eip.putObject("loop");
        steps.add(route.setVariable(INDEX, route.structure(IntNode.valueOf(0))));
        if (params.has(FOR_EACH)) {
            steps.add(route.setVariable(ITEMS, Items.expression(params.get(FOR_EACH), route)));
            loop.setAll(route.text("${" + ITEMS + ".length()}"));
        } else {
            if (route.isInside(name())) {
                steps.add(withoutItemsOfOuterLoop());
            }
            if (params.has(COUNT)) {
                JsonNode count = params.get(COUNT);
                loop.setAll(
                        count.isTextual()
                                ? route.text(count.textValue())
                                : route.constant(count.asText()));
            } else {
                loop.setAll(route.condition(goOn(step)));
                loop.put("doWhile", true);
            }
        }
        loop.set("steps", route.round(step, step.block(STEPS), ITEM));
        steps.add(eip);
        if (step.outputNames().contains(ITERATIONS)) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.put(ITERATIONS, "${" + INDEX + "}");
            steps.add(route.setBody(route.structure(answer)));
        }
        return steps;
    }

    private static ObjectNode withoutItemsOfOuterLoop() {
        ObjectNode eip = JsonNodeFactory.instance.objectNode();
        eip.putObject("removeVariable").put("name", ITEMS);
        return eip;
    }

    /** Between rounds the index is the number of those that are done. */
    private static ObjectNode goOn(Step step) {
        int maximum = ParamsSchema.count(step, MAX_ITERATIONS, DEFAULT_MAXIMUM);
        ObjectNode goOn = JsonNodeFactory.instance.objectNode();
        ArrayNode all = goOn.putArray("all");
        if (step.params().has(WHILE)) {
            all.add(step.params().get(WHILE));
        } else {
            ArrayNode any = all.addObject().putArray("any");
            any.add(comparison("equals", 0));
            any.addObject().set("not", step.params().path(UNTIL));
        }
        all.add(comparison("less_than", maximum));
        return goOn;
    }

    private static ObjectNode comparison(String operator, int value) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("field", INDEX)
                .put("operator", operator)
                .put("value", value);
    }
}
