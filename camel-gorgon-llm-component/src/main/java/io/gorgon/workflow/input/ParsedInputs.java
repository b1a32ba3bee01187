package io.gorgon.workflow.input;

import java.util.List;

/**
 * Declared inputs as far as they could be read.
 *
 * @param inputs in the order of the text, each name once
 * @param problems empty when all could be read
 */
public record ParsedInputs(List<WorkflowInput> inputs, List<InputProblem> problems) {

    public ParsedInputs {
        inputs = List.copyOf(inputs);
        problems = List.copyOf(problems);
    }
}
