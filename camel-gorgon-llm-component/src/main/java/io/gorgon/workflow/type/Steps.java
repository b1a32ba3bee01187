package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.OnFailure;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.StepOutput;
import java.util.List;
import java.util.Map;

/** Makes steps that are not in the file but that one of the file consists of. */
final class Steps {

    private final Step step;
    private String id;
    private String type;
    private ObjectNode params;
    private List<StepOutput> outputs;
    private Map<String, List<Step>> blocks;
    private int maxRetries;

    private Steps(Step step) {
        this.step = step;
        this.id = step.id();
        this.type = step.type();
        this.params = step.params();
        this.outputs = step.outputs();
        this.blocks = step.blocks();
        this.maxRetries = step.maxRetries();
    }

    /** A copy of a step. */
    static Steps of(Step step) {
        return new Steps(step);
    }

    /** A part of a step: it is tried once, as the whole is tried again. */
    static Steps within(
            Step around,
            String id,
            String type,
            ObjectNode params,
            Map<String, List<Step>> blocks) {
        return new Steps(
                new Step(
                        id,
                        type,
                        "",
                        params,
                        blocks,
                        null,
                        OnFailure.ABORT,
                        0,
                        around.timeout(),
                        List.of(),
                        List.of(),
                        null,
                        JsonNodeFactory.instance.objectNode(),
                        null,
                        null,
                        null,
                        around.place()));
    }

    Steps id(String value) {
        id = value;
        return this;
    }

    Steps type(String value) {
        type = value;
        return this;
    }

    Steps params(ObjectNode value) {
        params = value;
        return this;
    }

    Steps outputs(List<StepOutput> value) {
        outputs = value;
        return this;
    }

    Steps retries(int value) {
        maxRetries = value;
        return this;
    }

    Step build() {
        return new Step(
                id,
                type,
                step.description(),
                params,
                blocks,
                step.condition(),
                step.onFailure(),
                maxRetries,
                step.timeout(),
                outputs,
                step.dependsOn(),
                step.fallback(),
                step.defaultOutput(),
                step.circuitBreakerKey(),
                step.onInDoubt(),
                step.consensus(),
                step.place());
    }
}
