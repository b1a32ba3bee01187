package io.gorgon.workflow.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds things that wait for each other. */
final class Cycles {

    private Cycles() {}

    /**
     * A way that leads back to where it starts.
     *
     * @param edges for each thing, what it waits for
     * @return its stations, the first one again at the end; empty when there is none
     */
    static List<String> first(Map<String, Set<String>> edges) {
        Set<String> done = new HashSet<>();
        for (String start : edges.keySet()) {
            List<String> cycle = from(start, edges, done);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        return List.of();
    }

    /** Without recursion, as a file may have very many steps. */
    private static List<String> from(
            String start, Map<String, Set<String>> edges, Set<String> done) {
        List<String> way = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        Deque<Iterator<String>> open = new ArrayDeque<>();
        String next = start;
        while (next != null || !open.isEmpty()) {
            if (next != null) {
                places.put(next, way.size());
                way.add(next);
                open.push(edges.getOrDefault(next, Set.of()).iterator());
                next = null;
            } else if (open.peek().hasNext()) {
                String to = open.peek().next();
                if (places.containsKey(to)) {
                    List<String> cycle = new ArrayList<>(way.subList(places.get(to), way.size()));
                    cycle.add(to);
                    return cycle;
                }
                next = done.contains(to) ? null : to;
            } else {
                open.pop();
                String last = way.remove(way.size() - 1);
                places.remove(last);
                done.add(last);
            }
        }
        return List.of();
    }
}
