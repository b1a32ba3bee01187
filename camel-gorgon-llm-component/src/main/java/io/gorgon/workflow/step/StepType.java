package io.gorgon.workflow.step;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;
import java.util.List;
import java.util.Set;

/**
 * A type of steps: what may stand in the file, and what a step of it becomes in the Camel route. A
 * type that does its work in Java is an {@link ActionStepType}.
 */
public interface StepType {

    /** The word in {@code type:}. */
    String name();

    /** One sentence for people and editors. */
    String description();

    /** JSON Schema (2020-12) of {@code params}, with a description of each. Never null. */
    ObjectNode paramsSchema();

    /** The parameters that hold steps. */
    default List<Block> blocks() {
        return List.of();
    }

    /** Whether what takes time is done by other steps, which have limits of their own. */
    default boolean hasStepsInside() {
        return !blocks().isEmpty();
    }

    StepClass stepClass();

    /**
     * The names under which the answer has values of its own, besides {@code response}: an output
     * of that name gets that value.
     */
    default Set<String> answerKeys(Step step) {
        return Set.of();
    }

    /** Whether several outputs without such a name can be asked of it: it lets a model answer. */
    default boolean asksModel() {
        return false;
    }

    /**
     * The parameters whose placeholders are not filled in: words such as a role, and texts that the
     * type reads itself.
     */
    default Set<String> literalParams() {
        return Set.of();
    }

    /** The variables that a step gives besides its outputs. */
    default Set<String> sets(Step step) {
        return Set.of();
    }

    /**
     * The variables that the work of a step sets for itself: after the step they are what they were
     * before.
     */
    default Set<String> locals(Step step) {
        return Set.of();
    }

    /** The variables that the step itself reads, not those of the steps inside. */
    default Set<String> reads(Step step) {
        return TemplatedParams.names(step, this);
    }

    /** What is wrong with a step that the schema cannot tell. */
    default List<StepProblem> check(Step step, StepChecks checks) {
        return List.of();
    }

    /** Whether only other types are made of it, and no file may name it. */
    default boolean isInternal() {
        return false;
    }

    /** Whether each item, by its key {@code depends_on}, waits for others of the same list. */
    default boolean waitsForItems() {
        return false;
    }

    /** The EIPs that do the work of a step, in the order in which they run. */
    ArrayNode compile(Step step, Compilation route);
}
