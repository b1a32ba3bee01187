package io.gorgon.workflow.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.Block;
import io.gorgon.workflow.step.StepTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a step that has steps inside. */
final class GroupParts {

    private static final Pattern CASE = Pattern.compile("cases/(\\d{1,6})/steps");
    private static final Pattern INDEX = Pattern.compile("/\\d+/");

    private final StepTypes types;

    /**
     * Steps that run together.
     *
     * @param name the parameter that has them
     * @param kind in which order they run
     * @param condition when they run; null for always, or when no other part does
     */
    record Part(String name, Block.Kind kind, JsonNode condition, List<Step> steps) {

        String words() {
            return switch (kind) {
                case EACH -> "for each item";
                case PARALLEL -> "at the same time";
                case LOOP -> "again and again";
                case SEQUENCE -> "";
            };
        }
    }

    GroupParts(StepTypes types) {
        this.types = types;
    }

    /** Whether only one of the parts runs. */
    static boolean isChoice(Step step) {
        return step.type().equals("branch");
    }

    List<Part> of(Step step) {
        List<Part> parts = new ArrayList<>();
        step.blocks()
                .forEach(
                        (param, steps) ->
                                parts.add(
                                        new Part(
                                                name(param),
                                                kind(step, param),
                                                condition(step, param),
                                                steps)));
        if (isChoice(step)) {
            // Whatever runs when nothing else does comes last.
            parts.sort(Comparator.comparing(part -> part.condition() == null));
        }
        return parts;
    }

    /** {@code cases/0/steps} is the first case. */
    private static String name(String param) {
        Matcher matcher = CASE.matcher(param);
        return matcher.matches() ? "case " + (Integer.parseInt(matcher.group(1)) + 1) : param;
    }

    private static JsonNode condition(Step step, String param) {
        if (!isChoice(step)) {
            return null;
        }
        Matcher matcher = CASE.matcher(param);
        if (matcher.matches()) {
            int index = Integer.parseInt(matcher.group(1));
            return step.params().path("cases").path(index).get("when");
        }
        return param.equals("then") ? step.params().get("condition") : null;
    }

    private Block.Kind kind(Step step, String param) {
        return types.find(step.type()).stream()
                .flatMap(type -> type.blocks().stream())
                .filter(block -> block.param().equals(blockName(param)))
                .map(Block::kind)
                .findFirst()
                .orElseGet(() -> usual(step.type(), param));
    }

    /** The name of a block without the place in a list: {@code cases/steps}. */
    static String blockName(String param) {
        return INDEX.matcher(param).replaceAll("/");
    }

    /** For types that are not installed. */
    private static Block.Kind usual(String type, String param) {
        return switch (type) {
            case "parallel" -> Block.Kind.PARALLEL;
            case "fan_out" -> Block.Kind.EACH;
            case "map_reduce" -> param.startsWith("map") ? Block.Kind.EACH : Block.Kind.SEQUENCE;
            case "loop" -> Block.Kind.LOOP;
            default -> Block.Kind.SEQUENCE;
        };
    }
}
