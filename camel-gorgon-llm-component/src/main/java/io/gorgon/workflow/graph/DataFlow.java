package io.gorgon.workflow.graph;

import io.gorgon.workflow.condition.Condition;
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

/** Which variables steps read and give, with those of the steps inside. */
final class DataFlow {

    private final StepTypes types;

    DataFlow(StepTypes types) {
        this.types = types;
    }

    Set<String> reads(Step step) {
        Set<String> names = new LinkedHashSet<>();
        types.find(step.type()).ifPresent(type -> names.addAll(type.reads(step)));
        if (step.condition() != null) {
            Condition.parse(step.condition())
                    .condition()
                    .ifPresent(condition -> names.addAll(condition.fields()));
        }
        step.blocks().values().forEach(block -> block.forEach(each -> names.addAll(reads(each))));
        if (step.fallback() != null && step.fallback().step() != null) {
            names.addAll(reads(step.fallback().step()));
        }
        return names;
    }

    Set<String> gives(Step step) {
        Set<String> names = new LinkedHashSet<>(step.outputNames());
        Optional<StepType> type = types.find(step.type());
        type.ifPresent(known -> names.addAll(known.sets(step)));
        if (step.consensus() != null) {
            names.add(StepConsensus.VERDICT);
        }
        for (Map.Entry<String, List<Step>> block : step.blocks().entrySet()) {
            if (publishes(type, block.getKey())) {
                block.getValue().forEach(each -> names.addAll(gives(each)));
            }
        }
        return names;
    }

    private static boolean publishes(Optional<StepType> type, String param) {
        return type.stream()
                .flatMap(known -> known.blocks().stream())
                .filter(block -> block.param().equals(GroupParts.blockName(param)))
                .findFirst()
                .map(Block::publishes)
                .orElse(true);
    }
}
