package io.gorgon.workflow.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.value.PlainValues;
import io.gorgon.workflow.value.ValuePath;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** A variable, an operator and the fixed value that it is compared with. */
final class Comparison implements Condition {

    private final String field;
    private final Operator operator;
    private final JsonNode value;
    private final ValuePath path;

    /**
     * @param value null for an operator that needs none
     */
    Comparison(String field, Operator operator, JsonNode value) {
        this.field = field;
        this.operator = operator;
        this.value = value == null ? null : value.deepCopy();
        this.path = ValuePath.parse(field);
    }

    @Override
    public boolean test(Function<String, Object> variables, Consumer<String> warning) {
        Object actual = actual(variables);
        if (actual == null) {
            return false;
        }
        Optional<Boolean> outcome = operator.test(actual, PlainValues.plain(value));
        if (outcome.isEmpty()) {
            warning.accept(warning(actual));
        }
        return outcome.orElse(false);
    }

    private Object actual(Function<String, Object> variables) {
        Object flat = PlainValues.plain(variables.apply(field));
        return flat != null ? flat : path.resolve(variables);
    }

    private String warning(Object actual) {
        String compared = "The condition '" + field + " " + operator.word() + "' does not hold: ";
        if (operator == Operator.MATCHES && actual instanceof String) {
            return compared
                    + "looking for its pattern takes too long. Write a pattern without nested"
                    + " repetitions.";
        }
        return compared
                + PlainValues.kind(actual)
                + " cannot be compared in this way with "
                + PlainValues.kind(value)
                + ".";
    }

    @Override
    public Set<String> fields() {
        return Set.of(path.root());
    }

    @Override
    public Map<String, Kind> comparedKinds() {
        if (!path.isPlainName()) {
            return Map.of();
        }
        return operator.comparedKind(PlainValues.plain(value))
                .map(kind -> Map.of(path.root(), kind))
                .orElse(Map.of());
    }

    @Override
    public JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(ConditionParser.FIELD, field);
        json.put(ConditionParser.OPERATOR, operator.word());
        if (value != null) {
            json.set(ConditionParser.VALUE, value.deepCopy());
        }
        return json;
    }
}
