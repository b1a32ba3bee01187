package io.gorgon.workflow.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Holds when its condition does not, so also when that one's variable is missing. */
final class Negation implements Condition {

    private final Condition condition;

    Negation(Condition condition) {
        this.condition = condition;
    }

    @Override
    public boolean test(Function<String, Object> variables, Consumer<String> warning) {
        return !condition.test(variables, warning);
    }

    @Override
    public Set<String> fields() {
        return condition.fields();
    }

    @Override
    public Map<String, Kind> comparedKinds() {
        return condition.comparedKinds();
    }

    @Override
    public JsonNode toJson() {
        return JsonNodeFactory.instance.objectNode().set(ConditionParser.NOT, condition.toJson());
    }
}
