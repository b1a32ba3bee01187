package io.gorgon.workflow.graph;

/**
 * An edge between two nodes or groups that are in the same group.
 *
 * @param from the id of a node or a group
 * @param to the id of a node or a group
 * @param kind never null
 * @param label may be empty
 */
public record GraphEdge(String from, String to, EdgeKind kind, String label) {}
