package io.gorgon.hardware;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The calls that wait for one model: one line for each agent, and the agents in turn. */
final class WaitingLine {

    private final Map<String, Deque<Waiter>> agents = new LinkedHashMap<>();
    private int size;
    private int overtaken;

    void add(Waiter waiter) {
        agents.computeIfAbsent(agent(waiter), unused -> new ArrayDeque<>()).add(waiter);
        size++;
    }

    private static String agent(Waiter waiter) {
        String agent = waiter.ticket().caller().agentId();
        return agent == null ? "" : agent;
    }

    /** Who goes next. */
    Waiter next() {
        return agents.values().iterator().next().peek();
    }

    /** Takes out who goes next; its agent is the last one then. */
    Waiter poll() {
        Map.Entry<String, Deque<Waiter>> first = agents.entrySet().iterator().next();
        Deque<Waiter> line = first.getValue();
        agents.remove(first.getKey());
        Waiter waiter = line.poll();
        if (!line.isEmpty()) {
            agents.put(first.getKey(), line);
        }
        size--;
        overtaken = 0;
        return waiter;
    }

    void remove(Waiter waiter) {
        Deque<Waiter> line = agents.get(agent(waiter));
        if (line != null && line.remove(waiter)) {
            size--;
            if (line.isEmpty()) {
                agents.remove(agent(waiter));
            }
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** When the longest waiting one came. */
    long oldest() {
        return agents.values().stream()
                .mapToLong(line -> line.peek().arrival())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    void wasOvertaken() {
        overtaken++;
    }

    /** How many that came later went before it. */
    int overtaken() {
        return overtaken;
    }
}
