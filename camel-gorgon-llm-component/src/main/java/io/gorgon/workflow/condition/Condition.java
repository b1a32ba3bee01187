package io.gorgon.workflow.condition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A question about variables: a comparison of one of them, or several conditions under {@code all},
 * {@code any} or {@code not}. Immutable.
 */
public sealed interface Condition permits Comparison, Combination, Negation {

    /** Reads a condition as it stands in a workflow. Total: gives all problems at once. */
    static ParsedCondition parse(JsonNode condition) {
        return new ConditionParser().parse(condition);
    }

    /**
     * Whether it holds. Never throws.
     *
     * @param variables gives the value of a variable, null when it has none
     * @param warning is told, in a sentence, of each comparison that could not be made; such a one
     *     does not hold
     */
    boolean test(Function<String, Object> variables, Consumer<String> warning);

    /** The variables that it reads; of a path, the first name. */
    Set<String> fields();

    /**
     * The kind that a variable should have, for those whose condition tells it. A variable that is
     * compared with different kinds, or only read through a path, is not in it.
     */
    Map<String, Kind> comparedKinds();

    /** The condition in its canonical form. The caller's own. */
    JsonNode toJson();
}
