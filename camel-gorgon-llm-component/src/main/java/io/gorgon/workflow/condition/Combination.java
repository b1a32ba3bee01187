package io.gorgon.workflow.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Several conditions that hold together, or of which one is enough. */
final class Combination implements Condition {

    private final boolean all;
    private final List<Condition> conditions;

    /**
     * @param all whether every one has to hold
     */
    Combination(boolean all, List<Condition> conditions) {
        this.all = all;
        this.conditions = List.copyOf(conditions);
    }

    @Override
    public boolean test(Function<String, Object> variables, Consumer<String> warning) {
        for (Condition condition : conditions) {
            if (condition.test(variables, warning) != all) {
                return !all;
            }
        }
        return all;
    }

    @Override
    public Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        conditions.forEach(condition -> fields.addAll(condition.fields()));
        return fields;
    }

    @Override
    public Map<String, Kind> comparedKinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        Set<String> contradictory = new HashSet<>();
        for (Condition condition : conditions) {
            condition
                    .comparedKinds()
                    .forEach(
                            (field, kind) -> {
                                Kind before = kinds.putIfAbsent(field, kind);
                                if (before != null && before != kind) {
                                    contradictory.add(field);
                                }
                            });
        }
        kinds.keySet().removeAll(contradictory);
        return kinds;
    }

    @Override
    public JsonNode toJson() {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        conditions.forEach(condition -> items.add(condition.toJson()));
        return JsonNodeFactory.instance
                .objectNode()
                .set(all ? ConditionParser.ALL : ConditionParser.ANY, items);
    }
}
