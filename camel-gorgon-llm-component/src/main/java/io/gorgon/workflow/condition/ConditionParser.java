package io.gorgon.workflow.condition;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.text.GuardedPattern;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.QuotedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads conditions and collects what is wrong with them. */
final class ConditionParser {

    static final String FIELD = "field";
    static final String OPERATOR = "operator";
    static final String VALUE = "value";
    static final String ALL = "all";
    static final String ANY = "any";
    static final String NOT = "not";

    private static final List<String> WORDS = List.of(FIELD, OPERATOR, VALUE, ALL, ANY, NOT);
    private static final int MAX_DEPTH = 50;

    private final List<ConditionProblem> problems = new ArrayList<>();

    ParsedCondition parse(JsonNode condition) {
        return ParsedCondition.of(read(condition, JsonPointer.empty(), 0), problems);
    }

    /** Null when there was a problem. */
    private Condition read(JsonNode node, JsonPointer where, int depth) {
        if (node == null || !node.isObject()) {
            return problem(
                    where,
                    "condition must be an object: field, operator and value, or one of all, any,"
                            + " not");
        }
        if (depth > MAX_DEPTH) {
            return problem(where, "condition is nested more than " + MAX_DEPTH + " levels deep");
        }
        List<String> combining =
                List.of(ALL, ANY, NOT).stream().filter(word -> node.has(word)).toList();
        if (combining.isEmpty()) {
            return comparison(node, where);
        }
        if (combining.size() > 1 || node.has(FIELD) || node.has(OPERATOR) || node.has(VALUE)) {
            return problem(
                    where,
                    "condition must be one thing: field, operator and value, or one of all, any,"
                            + " not");
        }
        String word = combining.get(0);
        JsonPointer inside = where.appendProperty(word);
        return word.equals(NOT)
                ? negation(node.get(NOT), inside, depth)
                : combination(word, node.get(word), inside, depth);
    }

    private Condition negation(JsonNode node, JsonPointer where, int depth) {
        if (node.isArray() && node.size() != 1) {
            return problem(where, "condition 'not' takes one condition; put several under any");
        }
        Condition inner =
                node.isArray()
                        ? read(node.get(0), where.appendIndex(0), depth + 1)
                        : read(node, where, depth + 1);
        return inner == null ? null : new Negation(inner);
    }

    private Condition combination(String word, JsonNode node, JsonPointer where, int depth) {
        if (!node.isArray() || node.isEmpty()) {
            return problem(
                    where, "condition '" + word + "' must be a list of at least one condition");
        }
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            Condition condition = read(node.get(i), where.appendIndex(i), depth + 1);
            if (condition != null) {
                conditions.add(condition);
            }
        }
        return conditions.size() == node.size()
                ? new Combination(word.equals(ALL), conditions)
                : null;
    }

    private Condition comparison(JsonNode node, JsonPointer where) {
        int before = problems.size();
        requireText(node, FIELD, where, "the name of the variable to look at");
        Optional<Operator> operator = Optional.empty();
        if (requireText(node, OPERATOR, where, "one of " + String.join(", ", Operator.words()))) {
            String word = node.get(OPERATOR).textValue();
            operator = Operator.of(word);
            if (operator.isEmpty()) {
                problem(where.appendProperty(OPERATOR), invalidOperator(word));
            }
        }
        JsonNode value = node.get(VALUE);
        if (value == null && operator.map(Operator::needsValue).orElse(true)) {
            problem(where, missing(node, VALUE, "what to compare with"));
        }
        if (value != null && operator.filter(Operator.MATCHES::equals).isPresent()) {
            requirePattern(value, where.appendProperty(VALUE));
        }
        return problems.size() > before
                ? null
                : new Comparison(
                        node.get(FIELD).textValue(),
                        operator.orElseThrow(),
                        operator.get().needsValue() ? value : null);
    }

    private boolean requireText(JsonNode node, String key, JsonPointer where, String meaning) {
        JsonNode given = node.get(key);
        if (given == null) {
            problem(where, missing(node, key, meaning));
            return false;
        }
        if (!given.isTextual() || given.textValue().isBlank()) {
            problem(
                    where.appendProperty(key),
                    "condition '" + key + "' must be a text: " + meaning);
            return false;
        }
        return true;
    }

    private static String missing(JsonNode node, String key, String meaning) {
        List<String> unknown = new ArrayList<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(WORDS);
        return "condition missing '"
                + key
                + "', "
                + meaning
                + Nearest.of(key, unknown)
                        .map(near -> "; did you mean it by " + QuotedText.of(near) + "?")
                        .orElse("");
    }

    private static String invalidOperator(String word) {
        return "invalid condition operator "
                + QuotedText.of(word)
                + Nearest.of(word, Operator.words())
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("; use one of " + String.join(", ", Operator.words()));
    }

    private void requirePattern(JsonNode value, JsonPointer where) {
        if (!value.isTextual()) {
            problem(where, "condition 'value' of matches must be a text, a regular expression");
            return;
        }
        GuardedPattern.problem(value.textValue())
                .ifPresent(
                        why ->
                                problem(
                                        where,
                                        "condition 'value' of matches is no regular expression: "
                                                + why));
    }

    private Condition problem(JsonPointer where, String message) {
        problems.add(new ConditionProblem(where, message));
        return null;
    }
}
