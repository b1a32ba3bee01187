package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.StepChecks;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepProblem;
import io.gorgon.workflow.step.StepType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Makes one value of a list. */
public final class FanInStepType implements StepType {

    static final String CONCAT = "concat";
    static final String AGGREGATION = "aggregation";
    static final String SEPARATOR = "separator";
    static final String INPUT = "input";

    private static final String CUSTOM = "custom";
    private static final String CALLBACK = "callback";
    private static final String AGGREGATE_PROMPT = "aggregate_prompt";
    private static final String DEFAULT_ROLE = "analyst";
    private static final String ITEMS = "items";

    @Override
    public String name() {
        return "fan_in";
    }

    @Override
    public String description() {
        return "Makes one value of a list: joins its items, or lets a model sum them up.";
    }

    @Override
    public ObjectNode paramsSchema() {
        ParamsSchema params =
                new ParamsSchema()
                        .choice(
                                AGGREGATION,
                                "How: joined as text, by a model, or by a Camel endpoint.",
                                CONCAT,
                                "claude_code",
                                "openai",
                                "llm",
                                CUSTOM)
                        .text(SEPARATOR, "What stands between joined items; a new line by default.")
                        .filledText(
                                AGGREGATE_PROMPT,
                                "What the model is asked; ${items} are the items.")
                        .filledText(CALLBACK, "The Camel endpoint that gets the items.")
                        .required(INPUT);
        return ModelCall.describe(params)
                .anything(INPUT, "The list, or a placeholder that is one.")
                .build();
    }

    @Override
    public StepClass stepClass() {
        return StepClass.PAID;
    }

    @Override
    public boolean asksModel() {
        return true;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return switch (aggregation(step)) {
            case CONCAT -> Set.of("aggregation_type", "item_count");
            case CUSTOM -> Set.of();
            default -> ModelCall.ANSWER_KEYS;
        };
    }

    @Override
    public Set<String> literalParams() {
        Set<String> literal = new HashSet<>(ModelCall.LITERAL_PARAMS);
        literal.addAll(Set.of(AGGREGATION, CALLBACK, SEPARATOR));
        return literal;
    }

    @Override
    public Set<String> locals(Step step) {
        return Set.of(ITEMS);
    }

    @Override
    public Set<String> reads(Step step) {
        Set<String> names = new HashSet<>(StepType.super.reads(step));
        if (!step.params().path(INPUT).toString().contains("${" + ITEMS)) {
            names.remove(ITEMS);
        }
        return names;
    }

    @Override
    public List<StepProblem> check(Step step, StepChecks checks) {
        String aggregation = aggregation(step);
        if (aggregation.equals(CUSTOM) && step.text(CALLBACK) == null) {
            return List.of(
                    StepProblem.error(
                            "/params",
                            "the parameter 'callback' is missing; it names the endpoint that gets"
                                    + " the items, such as direct:sum-up"));
        }
        if (aggregation.equals(CUSTOM)) {
            return Stream.concat(
                            FixedAddress.check(step.text(CALLBACK), "/params/callback").stream(),
                            checks
                                    .config()
                                    .flatMap(it -> it.endpoints().refusal(step.text(CALLBACK)))
                                    .map(why -> StepProblem.error("/params/callback", why))
                                    .stream())
                    .toList();
        }
        boolean model = !aggregation.equals(CONCAT);
        if (model && step.text(AGGREGATE_PROMPT) == null) {
            return List.of(
                    StepProblem.error(
                            "/params",
                            "the parameter 'aggregate_prompt' is missing; it says what the model is"
                                    + " to do with ${items}"));
        }
        return List.of();
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        steps.add(route.setVariable(ITEMS, Items.expression(step.params().path(INPUT), route)));
        switch (aggregation(step)) {
            case CONCAT -> steps.add(route.setBody(route.structure(joined(step))));
            case CUSTOM -> {
                ObjectNode items = route.structure(TextNode.valueOf("${items}"));
                String callback = step.text(CALLBACK);
                steps.add(route.setBody(items));
                steps.add(route.to(callback == null ? "" : callback, Map.of()));
            }
            default -> {
                String prompt = step.text(AGGREGATE_PROMPT);
                String asked = Items.joined(prompt == null ? "${items}" : prompt, ITEMS, ITEMS);
                steps.addAll(ModelCall.compile(step, route, asked, DEFAULT_ROLE));
            }
        }
        return steps;
    }

    private static String aggregation(Step step) {
        String aggregation = step.text(AGGREGATION);
        return aggregation == null ? CONCAT : aggregation;
    }

    private static ObjectNode joined(Step step) {
        JsonNode separator = step.params().path(SEPARATOR);
        String between = TextNode.valueOf(separator.asText("\n")).toString();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("response", "${items.join(" + between + ")}");
        answer.put("aggregation_type", CONCAT);
        answer.put("item_count", "${items.length()}");
        return answer;
    }
}
