package io.gorgon.workflow.graph;

/**
 * A box around nodes: a step with steps inside.
 *
 * @param id unique among nodes and groups
 * @param title the step's own id, or the name of one of its parameters
 * @param detail its type and how its steps run; may be empty
 * @param description may be empty
 * @param group the group that it is in; null at the top
 */
public record GraphGroup(
        String id, String title, String detail, String description, String group) {}
