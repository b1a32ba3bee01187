package io.gorgon.workflow.parse;

import io.gorgon.workflow.model.Workflow;
import java.util.List;

/**
 * What reading a text gave.
 *
 * @param workflow null when there is an error
 * @param problems errors and warnings, in the order of the text, each once
 */
public record ParsedWorkflow(Workflow workflow, List<WorkflowProblem> problems) {

    public ParsedWorkflow {
        problems = List.copyOf(problems);
    }

    /**
     * What keeps it from being run.
     *
     * @param strict whether problems of {@link Severity#STRICT} do
     */
    public List<WorkflowProblem> errors(boolean strict) {
        return problems.stream().filter(problem -> problem.isError(strict)).toList();
    }

    /**
     * What does not keep it from being run.
     *
     * @param strict whether problems of {@link Severity#STRICT} do
     */
    public List<WorkflowProblem> warnings(boolean strict) {
        return problems.stream().filter(problem -> !problem.isError(strict)).toList();
    }

    /**
     * This, when it can be run.
     *
     * @param strict whether problems of {@link Severity#STRICT} keep it from that
     * @throws InvalidWorkflowException with all errors
     */
    public ParsedWorkflow orThrow(boolean strict) {
        List<WorkflowProblem> errors = errors(strict);
        if (!errors.isEmpty()) {
            throw new InvalidWorkflowException(errors);
        }
        return this;
    }
}
