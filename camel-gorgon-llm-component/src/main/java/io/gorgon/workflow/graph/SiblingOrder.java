package io.gorgon.workflow.graph;

import io.gorgon.workflow.model.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which steps wait for which of the steps beside them, when several run at a time. */
final class SiblingOrder {

    private static final String APPROVAL = "approval";

    private final DataFlow flow;

    SiblingOrder(DataFlow flow) {
        this.flow = flow;
    }

    /**
     * @param byData whether a step waits for what it reads as well, not only for {@code depends_on}
     * @return for each step, in the order of the file, the ones that it waits for, with the
     *     variables that come from there
     */
    Map<String, Map<String, Set<String>>> of(List<Step> steps, boolean byData) {
        Map<String, Map<String, Set<String>>> order = new LinkedHashMap<>();
        for (int at = 0; at < steps.size(); at++) {
            order.put(steps.get(at).id(), waitsFor(steps, at, byData));
        }
        return order;
    }

    private Map<String, Set<String>> waitsFor(List<Step> steps, int at, boolean byData) {
        Step step = steps.get(at);
        List<Step> earlier = steps.subList(0, at);
        Map<String, Set<String>> waits = new LinkedHashMap<>();
        for (Step other : steps) {
            if (other != step && step.dependsOn().contains(other.id())) {
                waits.put(other.id(), new LinkedHashSet<>());
            }
        }
        Set<String> given = byData ? flow.gives(step) : Set.of();
        for (String name : flow.reads(step)) {
            Step writer = lastWriter(name, byData ? earlier : waitedFor(steps, waits));
            if (writer != null) {
                waits.computeIfAbsent(writer.id(), any -> new LinkedHashSet<>()).add(name);
            }
        }
        for (String name : given) {
            Step writer = lastWriter(name, earlier);
            if (writer != null) {
                waits.computeIfAbsent(writer.id(), any -> new LinkedHashSet<>());
            }
        }
        if (byData && step.dependsOn().isEmpty()) {
            earlier.stream()
                    .filter(each -> each.type().equals(APPROVAL))
                    .forEach(each -> waits.computeIfAbsent(each.id(), x -> new LinkedHashSet<>()));
        }
        return waits;
    }

    private static List<Step> waitedFor(List<Step> steps, Map<String, Set<String>> waits) {
        return steps.stream().filter(each -> waits.containsKey(each.id())).toList();
    }

    private Step lastWriter(String name, List<Step> steps) {
        List<Step> writers = new ArrayList<>(steps);
        for (int i = writers.size() - 1; i >= 0; i--) {
            if (flow.gives(writers.get(i)).contains(name)) {
                return writers.get(i);
            }
        }
        return null;
    }
}
