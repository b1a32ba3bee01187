package io.gorgon.workflow.model;

/**
 * A value that a step gives.
 *
 * @param name the variable that it becomes; never blank
 * @param type the JSON type to ask a model for: string, number, integer, boolean, array or object;
 *     null when the file does not say it
 * @param description what a model is told of it; empty when there is none
 */
public record StepOutput(String name, String type, String description) {

    public static StepOutput named(String name) {
        return new StepOutput(name, null, "");
    }
}
