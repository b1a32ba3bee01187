package io.gorgon.workflow.parse;

import com.fasterxml.jackson.core.JsonPointer;
import io.gorgon.workflow.parse.LocatedStep.LocatedBlock;
import io.gorgon.workflow.step.Block;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.QuotedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks what steps say of the steps that have to be done before them. */
final class DependencyCheck {

    private final Problems problems;
    private final Scopes scopes;

    DependencyCheck(Problems problems, Scopes scopes) {
        this.problems = problems;
        this.scopes = scopes;
    }

    /** Checks the steps of a list and all that are in them. */
    void check(List<LocatedStep> steps, Block.Kind kind) {
        Map<String, LocatedStep> byId = new LinkedHashMap<>();
        steps.forEach(step -> byId.putIfAbsent(step.step().id(), step));
        steps.forEach(step -> unknown(step, byId.keySet()));
        List<String> cycle = cycle(byId, kind);
        if (!cycle.isEmpty()) {
            LocatedStep first = byId.get(cycle.get(0));
            problems.error(
                    first.json().has("depends_on") ? first.at("depends_on") : first.pointer(),
                    "Circular dependency detected: " + String.join(" -> ", cycle));
        } else if (kind != Block.Kind.PARALLEL) {
            contradictions(steps, byId.keySet());
        }
        for (LocatedStep step : steps) {
            for (LocatedBlock block : step.blocks()) {
                check(block.steps(), block.block().kind());
            }
        }
    }

    private static JsonPointer place(LocatedStep step, int index) {
        JsonPointer field = step.at("depends_on");
        return step.json().path("depends_on").isArray() ? field.appendIndex(index) : field;
    }

    private void unknown(LocatedStep step, Set<String> ids) {
        List<String> dependencies = step.step().dependsOn();
        for (int i = 0; i < dependencies.size(); i++) {
            String id = dependencies.get(i);
            if (!ids.contains(id)) {
                problems.error(
                        place(step, i),
                        step.says(
                                "depends_on names an unknown step "
                                        + QuotedText.of(id)
                                        + Nearest.of(id, ids)
                                                .map(near -> "; did you mean '" + near + "'?")
                                                .orElse(
                                                        "; it can name the steps of the list that"
                                                                + " this step is in")));
            }
        }
    }

    /** In the order of the file, what a step depends on has to stand before it. */
    private void contradictions(List<LocatedStep> steps, Set<String> ids) {
        Set<String> before = new LinkedHashSet<>();
        for (LocatedStep step : steps) {
            List<String> dependencies = step.step().dependsOn();
            for (int i = 0; i < dependencies.size(); i++) {
                String id = dependencies.get(i);
                if (ids.contains(id) && !before.contains(id)) {
                    problems.warning(
                            place(step, i),
                            step.says(
                                    "depends_on names "
                                            + QuotedText.of(id)
                                            + ", which comes later; the steps run in the order of"
                                            + " the file, unless the settings say auto_parallel:"
                                            + " true"));
                }
            }
            before.add(step.step().id());
        }
    }

    /** The ids of steps that wait for each other, the first one again at the end. */
    private List<String> cycle(Map<String, LocatedStep> byId, Block.Kind kind) {
        List<LocatedStep> steps = List.copyOf(byId.values());
        Map<String, List<Integer>> givers = kind == Block.Kind.PARALLEL ? givers(steps) : Map.of();
        Map<String, Set<String>> edges = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            LocatedStep step = steps.get(i);
            Set<String> before = new LinkedHashSet<>(step.step().dependsOn());
            before.retainAll(byId.keySet());
            for (String name : kind == Block.Kind.PARALLEL ? needed(step) : Set.<String>of()) {
                for (int giver : givers(givers.getOrDefault(name, List.of()), i, name)) {
                    before.add(steps.get(giver).step().id());
                }
            }
            edges.put(step.step().id(), before);
        }
        return Cycles.first(edges);
    }

    /** For each variable, the steps that give it. */
    private static Map<String, List<Integer>> givers(List<LocatedStep> steps) {
        Map<String, List<Integer>> givers = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            for (String name : Scopes.given(steps.get(i))) {
                givers.computeIfAbsent(name, any -> new ArrayList<>()).add(i);
            }
        }
        return givers;
    }

    /** The steps that give what a step reads: the nearest before it, otherwise all after it. */
    private List<Integer> givers(List<Integer> all, int reader, String name) {
        List<Integer> before = all.stream().filter(giver -> giver < reader).toList();
        if (!before.isEmpty()) {
            return before.subList(before.size() - 1, before.size());
        }
        return scopes.start().contains(name)
                ? List.of()
                : all.stream().filter(giver -> giver > reader).toList();
    }

    /** What a step and the steps in it need from outside. */
    private static Set<String> needed(LocatedStep step) {
        Set<String> names = new LinkedHashSet<>(new StepTexts(step).needed());
        for (LocatedBlock block : step.blocks()) {
            Set<String> inside = new LinkedHashSet<>();
            block.steps().forEach(each -> inside.addAll(needed(each)));
            inside.removeAll(block.block().variables());
            inside.removeAll(Scopes.given(block.steps()));
            names.addAll(inside);
        }
        return names;
    }
}
