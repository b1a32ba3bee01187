package io.gorgon.camel.workflow;

import io.gorgon.journal.Definition;
import io.gorgon.workflow.dependency.CalledWorkflows;
import io.gorgon.workflow.model.Workflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The texts of the workflows whose routes are in a Camel context. Thread-safe. */
public final class LoadedWorkflows {

    private final Map<String, Text> offered = new ConcurrentHashMap<>();
    private final Map<String, Text> loaded = new ConcurrentHashMap<>();

    private record Text(Definition definition, Set<String> calls) {}

    LoadedWorkflows() {}

    /**
     * Tells of a text before its route is put into the context. It counts from the moment at which
     * the route is built: until then runs are made of the text before.
     *
     * @param fileName what messages about it say
     */
    public void offer(Workflow workflow, String fileName) {
        offered.put(
                workflow.id(),
                new Text(
                        Definition.of(workflow.id(), fileName, workflow.source()),
                        CalledWorkflows.of(workflow)));
    }

    /** The route of a workflow has been built, of the text that was offered last. */
    void built(String workflowId) {
        Text text = offered.remove(workflowId);
        if (text != null) {
            loaded.put(workflowId, text);
        }
    }

    /** The text of a workflow; null when its route was made by hand. */
    Definition definition(String workflowId) {
        Text text = loaded.get(workflowId);
        return text == null ? null : text.definition;
    }

    /**
     * The texts that a run of a workflow is pinned to: its own, and those of the workflows that it
     * calls. Empty when its route was made by hand.
     */
    List<Definition> definitions(String workflowId) {
        Map<String, Definition> found = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(workflowId));
        while (!open.isEmpty()) {
            String id = open.remove();
            Text text = loaded.get(id);
            if (text != null && found.putIfAbsent(id, text.definition) == null) {
                open.addAll(text.calls);
            }
        }
        return found.containsKey(workflowId) ? List.copyOf(found.values()) : List.of();
    }
}
