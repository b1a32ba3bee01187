package io.gorgon.workflow.graph;

/**
 * A node. Texts are as in the file: each drawing has to make them safe.
 *
 * @param id unique among nodes and groups; that of a step is its id after those of the steps around
 *     it, as in {@code review.security}
 * @param kind never null
 * @param title the step's own id, or the text of a condition
 * @param detail its type and who does it; may be empty
 * @param note what becomes of the workflow when it fails, where that is not the end; may be empty
 * @param description may be empty
 * @param group the group that it is in; null at the top
 */
public record GraphNode(
        String id,
        NodeKind kind,
        String title,
        String detail,
        String note,
        String description,
        String group) {}
