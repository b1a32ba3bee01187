package io.gorgon.workflow.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.OnFailure;
import io.gorgon.workflow.model.OnInDoubt;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.parse.LocatedStep.LocatedBlock;
import io.gorgon.workflow.step.StepType;
import io.gorgon.workflow.step.StepTypes;
import io.gorgon.workflow.type.DelegateStepType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads steps as far as they can be read: what is not as it should be is left out, the schema tells
 * of it.
 */
final class StepReader {

    private static final Map<String, String> DEFAULT_IDS =
            Map.of("step_template", "item", "map_step", "map", ReduceStep.PARAM, "reduce");

    private final StepTypes types;

    StepReader(StepTypes types) {
        this.types = types;
    }

    /** The steps of a list; what is no mapping is left out. */
    List<LocatedStep> list(JsonNode steps, JsonPointer pointer, String around) {
        List<LocatedStep> read = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof ObjectNode step) {
                JsonPointer at = pointer.appendIndex(i);
                read.add(step(step, at, StepLabels.ofListed(step, i, around), around, "", ""));
            }
        }
        return read;
    }

    private LocatedStep step(
            ObjectNode json,
            JsonPointer pointer,
            String label,
            String around,
            String defaultId,
            String defaultType) {
        boolean hasId = json.path("id").isTextual() && !json.path("id").textValue().isBlank();
        String id = hasId ? json.path("id").textValue() : defaultId;
        String typeName = json.path("type").isTextual() ? json.get("type").asText() : defaultType;
        StepType named = types.find(typeName).orElse(null);
        if (named != null) {
            typeName = DelegateStepType.typeOf(named, json.path("params"));
        }
        StepType type = types.find(typeName).orElse(null);
        String path = around.isEmpty() ? id : around + "." + id;
        ObjectNode params = StepFields.object(json, "params");
        Map<String, List<Step>> inside = new LinkedHashMap<>();
        List<LocatedBlock> blocks = new ArrayList<>();
        if (type != null) {
            for (BlockPlaces.Place place : BlockPlaces.of(type, params, pointer)) {
                List<LocatedStep> steps = steps(place, path);
                blocks.add(new LocatedBlock(place.block(), steps));
                inside.put(place.key(), steps.stream().map(LocatedStep::step).toList());
            }
        }
        LocatedStep fallback = fallback(json, pointer, path);
        Step step =
                new Step(
                        id,
                        typeName,
                        StepFields.text(json, "description"),
                        params,
                        inside,
                        json.get("condition"),
                        OnFailure.of(json.path("on_failure").asText()).orElse(OnFailure.ABORT),
                        StepFields.count(json, "max_retries", Step.DEFAULT_MAX_RETRIES),
                        timeout(json, type),
                        StepFields.outputs(json.path("outputs")),
                        StepFields.texts(json.path("depends_on")),
                        StepFields.fallback(json.path("fallback"), fallback, pointer),
                        StepFields.object(json, "default_output"),
                        json.path("circuit_breaker_key").textValue(),
                        OnInDoubt.of(json.path("on_in_doubt").asText()).orElse(null),
                        StepFields.consensus(json.path("consensus")),
                        pointer);
        return new LocatedStep(pointer, json, step, type, label, hasId, blocks, fallback);
    }

    private static Duration timeout(ObjectNode json, StepType type) {
        Duration usual =
                type != null && type.hasStepsInside()
                        ? Step.DEFAULT_TIMEOUT_AROUND_STEPS
                        : Step.DEFAULT_TIMEOUT;
        return Duration.ofSeconds(
                StepFields.count(json, "timeout_seconds", (int) usual.toSeconds()));
    }

    private List<LocatedStep> steps(BlockPlaces.Place place, String around) {
        if (!place.block().single()) {
            return place.node().isArray() ? list(place.node(), place.pointer(), around) : List.of();
        }
        if (!(place.node() instanceof ObjectNode single)) {
            return List.of();
        }
        String param = place.param();
        String id = DEFAULT_IDS.getOrDefault(param, param);
        String defaultType = param.equals(ReduceStep.PARAM) ? ReduceStep.DEFAULT_TYPE : "";
        return List.of(single(single, place.pointer(), around, id, defaultType));
    }

    private LocatedStep fallback(ObjectNode json, JsonPointer pointer, String around) {
        return json.path("fallback").path("step") instanceof ObjectNode step
                ? single(
                        step,
                        pointer.appendProperty("fallback").appendProperty("step"),
                        around,
                        "fallback",
                        "")
                : null;
    }

    private LocatedStep single(
            ObjectNode json, JsonPointer pointer, String around, String id, String defaultType) {
        String label = StepLabels.ofSingle(json, id, around);
        return step(json, pointer, label, around, id, defaultType);
    }
}
