package io.gorgon.workflow.graph;

import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.step.StepTypes;
import java.util.List;
import java.util.Objects;

/**
 * A workflow as nodes and edges: the one model of all drawings. Without its edges of the kind
 * {@link EdgeKind#AGAIN} it has no cycle. Immutable.
 *
 * @param title the name and the version of the workflow
 * @param description may be empty
 * @param groups each after the one that it is in
 * @param nodes the start is the first, the end is the last
 * @param edges each between two of the same group
 */
public record WorkflowGraph(
        String title,
        String description,
        List<GraphGroup> groups,
        List<GraphNode> nodes,
        List<GraphEdge> edges) {

    public WorkflowGraph {
        groups = List.copyOf(groups);
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * @param workflow has been checked; a type that is not known is drawn as a step like others
     */
    public static WorkflowGraph of(Workflow workflow, StepTypes types) {
        return new GraphBuilder(types).build(workflow);
    }

    /** The groups that are directly in a group; null for the top. */
    public List<GraphGroup> groupsIn(String group) {
        return groups.stream().filter(each -> Objects.equals(each.group(), group)).toList();
    }

    /** The nodes that are directly in a group; null for the top. */
    public List<GraphNode> nodesIn(String group) {
        return nodes.stream().filter(each -> Objects.equals(each.group(), group)).toList();
    }
}
