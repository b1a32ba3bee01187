package io.gorgon.cli;

import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.run.StepResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The order in which a reader of the file expects steps: each followed by those inside it. */
final class StepOrder {

    /** Where ids stand in the file, by the ids of the steps around them. */
    private final Map<String, Integer> places = new HashMap<>();

    StepOrder(Workflow workflow) {
        place("", workflow.steps());
    }

    private void place(String around, List<Step> steps) {
        for (Step step : steps) {
            String path = around + "/" + step.id();
            places.putIfAbsent(path, places.size());
            step.blocks().values().forEach(block -> place(path, block));
            if (step.fallback() != null && step.fallback().step() != null) {
                place(path, List.of(step.fallback().step()));
            }
        }
    }

    /** The same results: steps as in the file, items and rounds by number, others as they are. */
    List<StepResult> sorted(List<StepResult> results) {
        Map<String, StepResult> byPath = new LinkedHashMap<>();
        Map<String, List<String>> inside = new LinkedHashMap<>();
        for (StepResult result : results) {
            byPath.put(result.path(), result);
            register(result.path(), inside);
        }
        List<StepResult> sorted = new ArrayList<>();
        append("", inside, byPath, sorted);
        return sorted;
    }

    private static void register(String path, Map<String, List<String>> inside) {
        String parent = StepPath.parent(path);
        List<String> siblings =
                inside.computeIfAbsent(parent == null ? "" : parent, unseen -> new ArrayList<>());
        if (!siblings.contains(path)) {
            siblings.add(path);
            if (parent != null) {
                register(parent, inside);
            }
        }
    }

    private void append(
            String path,
            Map<String, List<String>> inside,
            Map<String, StepResult> byPath,
            List<StepResult> sorted) {
        List<String> children = inside.getOrDefault(path, List.of());
        children.stream()
                .sorted(Comparator.comparingInt(this::place))
                .forEach(
                        child -> {
                            if (byPath.containsKey(child)) {
                                sorted.add(byPath.get(child));
                            }
                            append(child, inside, byPath, sorted);
                        });
    }

    private int place(String path) {
        int number = StepPath.number(path);
        String ids = "/" + path.replaceAll("\\[[^]]*]|#\\d+", "");
        return number >= 0 ? number : places.getOrDefault(ids, Integer.MAX_VALUE);
    }
}
