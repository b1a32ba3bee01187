package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.WorkflowId;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import java.util.Map;
import java.util.Set;

/** Runs another workflow as a step; its outputs are the answer. */
public final class SubWorkflowStepType implements StepType {

    public static final String NAME = "sub_workflow";

    /** What became of the run of the other workflow, in the answer of the step. */
    public static final String RESULT = "_sub_workflow_result";

    private static final String PASS_CONTEXT = "pass_context";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Runs another workflow within this run and its budget.";
    }

    @Override
    public ObjectNode paramsSchema() {
        return new ParamsSchema()
                .filledText("workflow", "The workflow, by its file or its file's name.")
                .object("inputs", "Its inputs; placeholders are filled in.")
                .flag(PASS_CONTEXT, false, "Whether it gets all variables of this run as well.")
                .required("workflow")
                .build();
    }

    /** The id of the workflow that a step runs; null when the step does not say it. */
    public static String child(Step step) {
        String file = step.text("workflow");
        return file == null ? null : WorkflowId.ofFile(file);
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
    public Set<String> answerKeys(Step step) {
        return Set.of(RESULT);
    }

    @Override
    public Set<String> literalParams() {
        return Set.of("workflow");
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        JsonNode inputs = step.params().path("inputs");
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        steps.add(
                route.setBody(
                        route.structure(
                                inputs.isObject()
                                        ? inputs
                                        : JsonNodeFactory.instance.objectNode())));
        if (ParamsSchema.flag(step, PASS_CONTEXT)) {
            steps.add(route.setHeader("CamelGorgonPassContext", route.constant("true")));
        }
        return steps.add(route.to(route.addressOf(child(step)), Map.of()));
    }
}
