package io.gorgon.workflow.model;

/**
 * A value that a run gives back.
 *
 * @param name the variable; never blank
 * @param description empty when there is none
 */
public record WorkflowOutput(String name, String description) {}
