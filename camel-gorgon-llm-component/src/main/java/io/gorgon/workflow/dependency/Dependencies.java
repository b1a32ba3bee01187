package io.gorgon.workflow.dependency;

import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.StepTypes;
import io.gorgon.workflow.type.ApprovalStepType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * For each step of a list, by its id, the steps of the same list that have to be done before it
 * starts. Ids that are not in the list are left out.
 */
public final class Dependencies {

    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, Set<String>> before = new LinkedHashMap<>();

    private Dependencies(List<Step> list) {
        for (Step step : list) {
            steps.putIfAbsent(step.id(), step);
            before.putIfAbsent(step.id(), new LinkedHashSet<>());
        }
        list.forEach(step -> step.dependsOn().forEach(id -> add(step.id(), id)));
    }

    /** What the steps say themselves: their {@code depends_on}. May hold a cycle. */
    public static Map<String, Set<String>> declared(List<Step> steps) {
        return new Dependencies(steps).before;
    }

    /**
     * Of the steps of a parallel block: their {@code depends_on}, and nothing that comes after a
     * person's decision in the file starts before it, unless it depends on something of its own.
     */
    public static Map<String, Set<String>> ofBlock(List<Step> steps) {
        Dependencies dependencies = new Dependencies(steps);
        if (cycle(dependencies.before).isEmpty()) {
            dependencies.addBarriers();
        }
        return dependencies.before;
    }

    /**
     * Of the steps of a workflow that start as soon as they can: as {@link #ofBlock}, and a step
     * waits for those that give what it reads; steps that read and give the same variables keep
     * their order. Steps with a cycle in their {@code depends_on} only have that.
     */
    public static Map<String, Set<String>> ofWorkflow(List<Step> steps, StepTypes types) {
        Dependencies dependencies = new Dependencies(steps);
        if (cycle(dependencies.before).isEmpty()) {
            dependencies.addBarriers();
            List<Step> order = inOrder(steps, dependencies.before);
            dependencies.addData(order, new VariableUse(types));
        }
        return dependencies.before;
    }

    /**
     * The steps so that each stands after those that it waits for, otherwise in the order of the
     * list. With a cycle: the list as it is.
     */
    public static List<Step> inOrder(List<Step> list, Map<String, Set<String>> before) {
        List<Step> left = new ArrayList<>(list);
        List<Step> ordered = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        while (!left.isEmpty()) {
            Optional<Step> next =
                    left.stream()
                            .filter(
                                    step ->
                                            done.containsAll(
                                                    before.getOrDefault(step.id(), Set.of())))
                            .findFirst();
            if (next.isEmpty()) {
                return List.copyOf(list);
            }
            left.remove(next.get());
            ordered.add(next.get());
            done.add(next.get().id());
        }
        return ordered;
    }

    /**
     * Steps that wait for each other in a circle, each for the next one, the last for the first;
     * empty when there is none.
     */
    public static Optional<List<String>> cycle(Map<String, Set<String>> before) {
        Set<String> harmless = new LinkedHashSet<>();
        for (String start : before.keySet()) {
            List<String> path = new ArrayList<>();
            String at = start;
            // Follows one unsettled dependency at a time; without recursion, as lists may be long.
            while (at != null) {
                int seen = path.indexOf(at);
                if (seen >= 0) {
                    return Optional.of(List.copyOf(path.subList(seen, path.size())));
                }
                String next = unsettled(before.getOrDefault(at, Set.of()), harmless);
                if (next != null) {
                    path.add(at);
                    at = next;
                } else {
                    harmless.add(at);
                    at = path.isEmpty() ? null : path.remove(path.size() - 1);
                }
            }
        }
        return Optional.empty();
    }

    private static String unsettled(Set<String> ids, Set<String> harmless) {
        return ids.stream().filter(id -> !harmless.contains(id)).findFirst().orElse(null);
    }

    /** What a barrier itself waits for cannot wait for it. */
    private void addBarriers() {
        Deque<String> barriers = new ArrayDeque<>();
        for (Step step : steps.values()) {
            if (step.dependsOn().isEmpty()) {
                barriers.stream()
                        .filter(barrier -> !waitsFor(barrier, step.id()))
                        .findFirst()
                        .ifPresent(barrier -> add(step.id(), barrier));
            }
            if (ApprovalStepType.waitsForPerson(step)) {
                barriers.push(step.id());
            }
        }
    }

    private boolean waitsFor(String id, String other) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(id));
        while (!open.isEmpty()) {
            String at = open.pop();
            if (at.equals(other)) {
                return true;
            }
            if (reached.add(at)) {
                before.get(at).forEach(open::push);
            }
        }
        return false;
    }

    private void addData(List<Step> order, VariableUse use) {
        Map<String, String> writer = new HashMap<>();
        Map<String, Set<String>> readers = new HashMap<>();
        Set<String> earlier = new LinkedHashSet<>();
        for (Step step : order) {
            for (String name : use.reads(step)) {
                addIfThere(step.id(), writer.get(name));
                readers.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(step.id());
            }
            if (use.readsEverything(step)) {
                earlier.forEach(id -> add(step.id(), id));
            }
            use.previews(step).stream().filter(earlier::contains).forEach(id -> add(step.id(), id));
            for (String name : use.writes(step)) {
                addIfThere(step.id(), writer.put(name, step.id()));
                readers.getOrDefault(name, Set.of()).forEach(id -> add(step.id(), id));
                readers.remove(name);
            }
            earlier.add(step.id());
        }
    }

    private void addIfThere(String id, String other) {
        if (other != null) {
            add(id, other);
        }
    }

    /** A step that waits for itself is a circle of its own, but only when the file says so. */
    private void add(String id, String other) {
        boolean declared = steps.get(id).dependsOn().contains(other);
        if (steps.containsKey(other) && (declared || !id.equals(other))) {
            before.get(id).add(other);
        }
    }
}
