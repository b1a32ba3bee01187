package io.gorgon.workflow.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.condition.Condition;
import io.gorgon.workflow.condition.Kind;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What JSON type an output has to be, by what the workflow does with it: what is compared with a
 * number is one, what is gone through item by item is a list.
 */
final class OutputTypes {

    private static final String STRING = "string";
    private static final Pattern WHOLE = Pattern.compile("\\s*\\$\\{([A-Za-z_][A-Za-z0-9_]*)}\\s*");
    private static final Set<String> GO_THROUGH = Set.of("fan_out", "map_reduce", "loop");

    private final Map<String, Set<Kind>> kinds = new HashMap<>();

    OutputTypes(Workflow workflow) {
        workflow.steps().forEach(this::look);
    }

    /** The type that the file says, else the one that is needed, else {@code string}. */
    String of(Step step, String output) {
        return step.outputs().stream()
                .filter(each -> each.name().equals(output) && each.type() != null)
                .map(each -> each.type())
                .findFirst()
                .orElseGet(() -> needed(output));
    }

    private String needed(String output) {
        Set<Kind> used = kinds.getOrDefault(output, Set.of());
        if (used.size() != 1) {
            return STRING;
        }
        return switch (used.iterator().next()) {
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case LIST -> "array";
            case TEXT -> STRING;
        };
    }

    private void look(Step step) {
        condition(step.condition());
        condition(step.params().path("while"));
        condition(step.params().path("until"));
        condition(step.params().path("condition"));
        step.params().path("cases").forEach(each -> condition(each.path("when")));
        if (GO_THROUGH.contains(step.type())) {
            items(step.text("items"));
            items(step.text("for_each"));
        }
        step.blocks().values().stream().flatMap(Collection::stream).forEach(this::look);
        if (step.fallback() != null && step.fallback().step() != null) {
            look(step.fallback().step());
        }
    }

    private void condition(JsonNode condition) {
        if (condition != null && condition.isObject()) {
            Condition.parse(condition)
                    .condition()
                    .ifPresent(parsed -> parsed.comparedKinds().forEach(this::use));
        }
    }

    private void items(String text) {
        Matcher whole = WHOLE.matcher(text == null ? "" : text);
        if (whole.matches()) {
            use(whole.group(1), Kind.LIST);
        }
    }

    private void use(String name, Kind kind) {
        kinds.computeIfAbsent(name, key -> EnumSet.noneOf(Kind.class)).add(kind);
    }
}
