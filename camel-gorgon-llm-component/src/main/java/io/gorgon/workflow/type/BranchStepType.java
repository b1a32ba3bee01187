package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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

/** One of several lists of steps. */
public final class BranchStepType implements StepType {

    private static final String CONDITION = "condition";
    private static final String THEN = "then";
    private static final String ELSE = "else";
    private static final String CASES = "cases";
    private static final String DEFAULT = "default";
    private static final String BRANCH_TAKEN = "branch_taken";

    @Override
    public String name() {
        return "branch";
    }

    @Override
    public String description() {
        return "Runs the steps of then or of else, or those of the first case that holds.";
    }

    @Override
    public ObjectNode paramsSchema() {
        ObjectNode one =
                new ParamsSchema()
                        .condition("when", "When this case is taken.")
                        .steps("steps", 1, "What is done then.")
                        .required("when", "steps")
                        .build();
        ObjectNode cases = JsonNodeFactory.instance.objectNode();
        cases.put("description", "The cases; the first one that holds is taken.");
        cases.put("type", "array");
        cases.put("minItems", 1);
        cases.set("items", one);
        return new ParamsSchema()
                .condition(CONDITION, "Whether the steps of then are run.")
                .steps(THEN, 1, "What is done when the condition holds.")
                .steps(ELSE, 1, "What is done when it does not.")
                .property(CASES, cases)
                .steps(DEFAULT, 1, "What is done when no case holds.")
                .oneOf(CONDITION + "," + THEN, CASES)
                .build();
    }

    @Override
    public List<Block> blocks() {
        return List.of(block(THEN), block(ELSE), block(CASES + "/steps"), block(DEFAULT));
    }

    private static Block block(String param) {
        return new Block(param, Block.Kind.SEQUENCE, false, false, Set.of(), true);
    }

    @Override
    public StepClass stepClass() {
        return StepClass.PURE;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return Set.of(BRANCH_TAKEN);
    }

    @Override
    public Set<String> literalParams() {
        return Set.of(CONDITION, CASES);
    }

    @Override
    public Set<String> reads(Step step) {
        Set<String> names = new LinkedHashSet<>(ConditionFields.of(step.params().path(CONDITION)));
        step.params()
                .path(CASES)
                .forEach(each -> names.addAll(ConditionFields.of(each.path("when"))));
        return names;
    }

    /** The steps of a case; cases are counted from 0. */
    public static List<Step> ofCase(Step step, int index) {
        return step.block(CASES + "/" + index + "/steps");
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        ObjectNode eip = JsonNodeFactory.instance.objectNode();
        ObjectNode choice = eip.putObject("choice");
        ArrayNode when = choice.putArray("when");
        JsonNode cases = step.params().path(CASES);
        List<Step> otherwise = step.block(cases.isArray() ? DEFAULT : ELSE);
        if (cases.isArray()) {
            for (int i = 0; i < cases.size(); i++) {
                add(
                        when,
                        step,
                        route,
                        cases.get(i).path("when"),
                        "case " + (i + 1),
                        ofCase(step, i));
            }
        } else {
            add(when, step, route, step.params().path(CONDITION), THEN, step.block(THEN));
        }
        if (!otherwise.isEmpty()) {
            String label = cases.isArray() ? DEFAULT : ELSE;
            choice.putObject("otherwise").set("steps", inside(step, route, label, otherwise));
        }
        return JsonNodeFactory.instance.arrayNode().add(eip);
    }

    private static void add(
            ArrayNode when,
            Step step,
            Compilation route,
            JsonNode condition,
            String label,
            List<Step> steps) {
        ObjectNode branch = when.addObject();
        branch.setAll(route.condition(condition));
        branch.set("steps", inside(step, route, label, steps));
    }

    private static ArrayNode inside(Step step, Compilation route, String label, List<Step> steps) {
        ArrayNode inside = route.sequence(steps);
        if (step.outputNames().contains(BRANCH_TAKEN)) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode().put(BRANCH_TAKEN, label);
            inside.add(route.setBody(route.structure(answer)));
        }
        return inside;
    }
}
