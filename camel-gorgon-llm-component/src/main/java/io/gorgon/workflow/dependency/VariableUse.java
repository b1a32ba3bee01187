package io.gorgon.workflow.dependency;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.StepConsensus;
import io.gorgon.workflow.step.Block;
import io.gorgon.workflow.step.StepType;
import io.gorgon.workflow.step.StepTypes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which variables a step reads and gives, with all the steps inside it. */
public final class VariableUse {

    private final StepTypes types;

    public VariableUse(StepTypes types) {
        this.types = types;
    }

    /** The variables that a step reads, but not those that exist only inside it. */
    public Set<String> reads(Step step) {
        Set<String> names = new LinkedHashSet<>(conditionFields(step.condition()));
        Optional<StepType> type = types.find(step.type());
        type.ifPresent(known -> names.addAll(known.reads(step)));
        for (Map.Entry<String, List<Step>> entry : step.blocks().entrySet()) {
            Set<String> inside = new LinkedHashSet<>();
            entry.getValue().forEach(child -> inside.addAll(reads(child)));
            block(type, entry.getKey()).ifPresent(block -> inside.removeAll(block.variables()));
            names.addAll(inside);
        }
        if (step.fallback() != null && step.fallback().step() != null) {
            names.addAll(reads(step.fallback().step()));
        }
        names.addAll(previews(step));
        return names;
    }

    /** The variables that have a new value after a step. */
    public Set<String> writes(Step step) {
        Set<String> names = new LinkedHashSet<>(step.outputNames());
        Optional<StepType> type = types.find(step.type());
        type.ifPresent(known -> names.addAll(known.sets(step)));
        if (step.consensus() != null) {
            names.add(StepConsensus.VERDICT);
        }
        for (Map.Entry<String, List<Step>> entry : step.blocks().entrySet()) {
            if (block(type, entry.getKey()).map(Block::publishes).orElse(false)) {
                entry.getValue().forEach(child -> names.addAll(writes(child)));
            }
        }
        return names;
    }

    /** Whether a step passes on every variable that there is. */
    boolean readsEverything(Step step) {
        boolean passes = step.params().path("pass_context").asBoolean(false);
        return passes
                || step.blocks().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(this::readsEverything);
    }

    /** What a person is shown: names of steps or of variables. */
    Set<String> previews(Step step) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode name : step.params().path("preview_from")) {
            names.add(name.asText());
        }
        return names;
    }

    /** The block that steps are in; {@code cases/0/steps} is in {@code cases/steps}. */
    private static Optional<Block> block(Optional<StepType> type, String param) {
        String name = param.replaceAll("/[0-9]+(?=/|$)", "");
        return type.stream()
                .flatMap(known -> known.blocks().stream())
                .filter(block -> block.param().equals(name))
                .findFirst();
    }

    private static Set<String> conditionFields(JsonNode condition) {
        Set<String> names = new LinkedHashSet<>();
        if (condition == null) {
            return names;
        }
        for (JsonNode field : condition.findValues("field")) {
            names.add(field.asText().split("[.\\[]", 2)[0]);
        }
        return names;
    }
}
