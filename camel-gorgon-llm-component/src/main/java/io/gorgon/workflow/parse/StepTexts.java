package io.gorgon.workflow.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.condition.Condition;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.Block;
import io.gorgon.workflow.step.StepType;
import io.gorgon.workflow.template.InvalidTemplateException;
import io.gorgon.workflow.template.Reference;
import io.gorgon.workflow.template.StructureTemplate;
import io.gorgon.workflow.value.ValuePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The places of a step that read variables. */
final class StepTexts {

    private static final String CONDITION = "condition";

    private final Step step;
    private final StepType type;
    private final List<Reading> readings = new ArrayList<>();
    private final List<Broken> broken = new ArrayList<>();

    /**
     * A place that reads a variable.
     *
     * @param pointer the text
     * @param offset within the text, in characters
     * @param param what messages call the text
     * @param name the variable; of a path, the first name
     * @param names the variables that it could be, as names may have dots
     * @param hasDefault whether it does without a value
     */
    record Reading(
            JsonPointer pointer,
            String text,
            int offset,
            String param,
            String name,
            List<String> names,
            boolean hasDefault) {}

    /** A text that is no template. */
    record Broken(JsonPointer pointer, String text, InvalidTemplateException problem) {}

    StepTexts(LocatedStep step) {
        this.step = step.step();
        this.type = step.type();
        Set<String> left = step.type() == null ? Set.of() : notFilled(step);
        for (Map.Entry<String, JsonNode> param : step.step().params().properties()) {
            if (!left.contains(param.getKey())) {
                template(param.getValue(), step.atParam(param.getKey()), param.getKey());
            }
        }
        if (readable(step.json().path(CONDITION))) {
            fields(step.json().get(CONDITION), step.at(CONDITION));
        }
    }

    private static Set<String> notFilled(LocatedStep step) {
        Set<String> names = new HashSet<>(step.type().literalParams());
        for (Block block : step.type().blocks()) {
            names.add(block.param().split("/")[0]);
        }
        return names;
    }

    List<Reading> readings() {
        return readings;
    }

    List<Broken> broken() {
        return broken;
    }

    /** The variables that the step needs from before; of a path, the first name. */
    Set<String> needed() {
        Set<String> names = new LinkedHashSet<>();
        for (Reading reading : readings) {
            if (type == null || reading.param().equals(CONDITION)) {
                names.add(reading.name());
            }
        }
        if (type != null) {
            names.addAll(type.reads(step));
        }
        return names;
    }

    private void template(JsonNode value, JsonPointer pointer, String param) {
        StructureTemplate.parse(
                        value,
                        (where, problem) ->
                                broken.add(
                                        new Broken(
                                                pointer.append(where),
                                                value.at(where).asText(),
                                                problem)))
                .forEachTemplate(
                        (where, template) -> {
                            for (Reference reference : template.references()) {
                                readings.add(
                                        new Reading(
                                                pointer.append(where),
                                                template.source(),
                                                reference.offset(),
                                                param + where.toString().replace('/', '.'),
                                                reference.name(),
                                                reference.variableNames(),
                                                reference.hasDefault()));
                            }
                        });
    }

    private static boolean readable(JsonNode condition) {
        return condition.isObject() && Condition.parse(condition).problems().isEmpty();
    }

    /** The variables that a condition looks at, however deep. */
    private void fields(JsonNode node, JsonPointer pointer) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                fields(node.get(i), pointer.appendIndex(i));
            }
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonPointer at = pointer.appendProperty(entry.getKey());
            if (entry.getKey().equals("field") && entry.getValue().isTextual()) {
                String text = entry.getValue().textValue();
                ValuePath path = ValuePath.parse(text);
                readings.add(
                        new Reading(
                                at, text, 0, CONDITION, path.root(), path.variableNames(), false));
            } else if (Set.of("all", "any", "not").contains(entry.getKey())) {
                fields(entry.getValue(), at);
            }
        }
    }

    /** Where a type of steps may have found a variable in what is not filled in. */
    static Reading literal(LocatedStep step, String name) {
        for (String param : step.type().literalParams()) {
            JsonNode value = step.step().params().path(param);
            Reading reading = literal(value, step.atParam(param), param, name);
            if (reading != null) {
                return reading;
            }
        }
        return new Reading(step.at("params"), "", 0, "params", name, List.of(name), false);
    }

    private static Reading literal(JsonNode node, JsonPointer at, String param, String name) {
        if (node.isTextual()) {
            String text = node.textValue();
            int offset = text.indexOf("${" + name);
            boolean found = offset >= 0 || text.equals(name) || text.startsWith(name + ".");
            return found
                    ? new Reading(at, text, Math.max(offset, 0), param, name, List.of(name), false)
                    : null;
        }
        Reading found = null;
        for (int i = 0; node.isArray() && found == null && i < node.size(); i++) {
            found = literal(node.get(i), at.appendIndex(i), param, name);
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (found == null) {
                JsonPointer inside = at.appendProperty(entry.getKey());
                found = literal(entry.getValue(), inside, param, name);
            }
        }
        return found;
    }
}
