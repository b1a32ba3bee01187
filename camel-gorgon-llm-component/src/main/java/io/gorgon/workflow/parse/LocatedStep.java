package io.gorgon.workflow.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.Block;
import io.gorgon.workflow.step.StepType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A step and where it stands.
 *
 * @param pointer where it is in the file
 * @param json as it stands in the file
 * @param step as far as it could be read
 * @param type null when it is of no known type
 * @param label how messages call it, such as {@code Step 'plan'}
 * @param named whether it has an id of its own
 * @param blocks the lists of steps in it
 * @param fallback the step that takes its place when it has failed; null for none
 */
record LocatedStep(
        JsonPointer pointer,
        ObjectNode json,
        Step step,
        StepType type,
        String label,
        boolean named,
        List<LocatedBlock> blocks,
        LocatedStep fallback) {

    /**
     * Steps in a step.
     *
     * @param block what its type says of them
     * @param steps in the order of the file
     */
    record LocatedBlock(Block block, List<LocatedStep> steps) {}

    JsonPointer at(String field) {
        return pointer.appendProperty(field);
    }

    JsonPointer atParam(String param) {
        return at("params").appendProperty(param);
    }

    /** A sentence about this step. */
    String says(String sentence) {
        return label + ": " + sentence;
    }

    /** This step and all in it, in the order of the file. */
    void forEach(Consumer<LocatedStep> consumer) {
        consumer.accept(this);
        blocks.forEach(block -> block.steps().forEach(inside -> inside.forEach(consumer)));
        if (fallback != null) {
            fallback.forEach(consumer);
        }
    }

    static List<LocatedStep> all(List<LocatedStep> steps) {
        List<LocatedStep> all = new ArrayList<>();
        steps.forEach(step -> step.forEach(all::add));
        return all;
    }
}
