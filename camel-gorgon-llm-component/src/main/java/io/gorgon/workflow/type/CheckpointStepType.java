package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import java.util.Set;

/** A place from which a run can go on, and at which it may wait for a person. */
public final class CheckpointStepType implements StepType {

    @Override
    public String name() {
        return "checkpoint";
    }

    @Override
    public String description() {
        return "Marks a point of the workflow; with pause it waits there for a person.";
    }

    @Override
    public ObjectNode paramsSchema() {
        return new ParamsSchema()
                .text("message", "What to say at this point; placeholders are filled in.")
                .flag("pause", false, "Whether the run waits until a person approves it.")
                .number(
                        ApprovalStepType.TIMEOUT_HOURS,
                        0,
                        ApprovalStepType.MAX_HOURS,
                        "How long it waits with pause, in hours.")
                .build();
    }

    @Override
    public StepClass stepClass() {
        return StepClass.PURE;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return ParamsSchema.flag(step, "pause")
                ? ApprovalStepType.ANSWER_KEYS
                : Set.of("checkpoint", "message");
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        String message = step.text("message");
        if (ParamsSchema.flag(step, "pause")) {
            return ApprovalStepType.compile(
                    step, route, message == null ? "Go on after " + step.id() + "?" : message);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("checkpoint", step.id());
        if (message != null) {
            body.put("message", message);
        }
        return JsonNodeFactory.instance.arrayNode().add(route.setBody(route.structure(body)));
    }
}
