package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.StepOutput;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A supervisor: a model plans who does what, agents do it, and a model makes one answer of it. */
public final class DelegateStepType implements StepType {

    /** Its name. */
    public static final String NAME = "delegate";

    static final int DEFAULT_DELEGATIONS = 8;

    private static final String AGENTS = "agents";
    private static final String MOST = "max_delegations";
    private static final String DELEGATIONS = DelegationPlan.DELEGATIONS;
    private static final List<String> RESULTS = List.of("results", "successful", "failed");

    /**
     * The type that a step really has.
     *
     * @param type as the file says it
     * @param params of the step
     */
    public static String typeOf(StepType type, JsonNode params) {
        return type instanceof ModelStepType && params.path(NAME).asBoolean() ? NAME : type.name();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "A model plans which agents do what; they do it, several at a time, and a model makes"
                + " one answer of their results.";
    }

    @Override
    public ObjectNode paramsSchema() {
        return ModelCall.describe(
                        delegations(
                                new ParamsSchema()
                                        .filledText(
                                                "prompt",
                                                "The task that is divided; placeholders are filled in.")))
                .required("prompt")
                .build();
    }

    /** What is said of delegations, by whatever name the step has. */
    static ParamsSchema delegations(ParamsSchema params) {
        return params.names(AGENTS, "The agents that may be delegated to. Default: all.")
                .count(MOST, 1, DEFAULT_DELEGATIONS, "The most delegations of a plan.")
                .count(
                        FanOutStepType.MAX_CONCURRENT,
                        1,
                        FanOutStepType.DEFAULT_CONCURRENT,
                        "How many delegations at a time.")
                .flag(
                        FanOutStepType.FAIL_FAST,
                        false,
                        "Whether one failed delegation fails the step.");
    }

    @Override
    public StepClass stepClass() {
        return StepClass.PURE;
    }

    @Override
    public boolean hasStepsInside() {
        return true;
    }

    @Override
    public boolean asksModel() {
        return true;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return Set.of(DELEGATIONS, "results", "successful", "failed", "tokens_used");
    }

    @Override
    public Set<String> literalParams() {
        return ModelCall.LITERAL_PARAMS;
    }

    @Override
    public Set<String> locals(Step step) {
        return Set.of(DELEGATIONS, "results", "successful", "failed");
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        steps.add(
                route.step(
                        part(step, DelegationStepType.PLAN)
                                .outputs(List.of(StepOutput.named(DELEGATIONS)))
                                .build()));
        steps.add(route.step(delegations(step)));
        steps.add(
                route.step(part(step, DelegationStepType.SYNTHESIS).outputs(asked(step)).build()));
        if (counted(step) || !isWholeText(step, route)) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            asked(step).forEach(output -> answer.put(output.name(), "${" + output.name() + "}"));
            answer.put(DELEGATIONS, "${" + DELEGATIONS + "}");
            RESULTS.forEach(name -> answer.put(name, "${" + name + "}"));
            steps.add(route.setBody(route.structure(answer)));
        }
        return steps;
    }

    /** The whole is not tried again, as its parts are: what was paid for stays. */
    private static Steps part(Step step, String part) {
        ObjectNode params = step.params().deepCopy();
        params.put(DelegationStepType.PART, part);
        return Steps.within(step, part, DelegationStepType.NAME, params, Map.of())
                .retries(step.maxRetries());
    }

    private static Step delegations(Step step) {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.put(FanOutStepType.ITEMS, "${" + DELEGATIONS + "}");
        for (String name : List.of(FanOutStepType.MAX_CONCURRENT, FanOutStepType.FAIL_FAST)) {
            if (step.params().has(name)) {
                params.set(name, step.params().get(name));
            }
        }
        Map<String, List<Step>> blocks = new LinkedHashMap<>();
        blocks.put(
                FanOutStepType.STEP_TEMPLATE,
                List.of(part(step, DelegationStepType.TASK).id("item").build()));
        return Steps.within(step, DELEGATIONS, "fan_out", params, blocks)
                .outputs(RESULTS.stream().map(StepOutput::named).toList())
                .build();
    }

    private boolean isWholeText(Step step, Compilation route) {
        List<StepOutput> asked = asked(step);
        return asked.isEmpty()
                || asked.size() == 1 && route.typeOf(step, asked.get(0).name()).equals("string");
    }

    private boolean counted(Step step) {
        return step.outputNames().stream().anyMatch(answerKeys(step)::contains);
    }

    /** The outputs that the synthesis fills. */
    private List<StepOutput> asked(Step step) {
        return step.outputs().stream()
                .filter(output -> !answerKeys(step).contains(output.name()))
                .toList();
    }
}
