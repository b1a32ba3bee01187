package io.gorgon.workflow.parse;

import java.util.List;
import java.util.stream.Collectors;

/** A text that is not the workflow it should be. Its message has all problems. */
public final class InvalidWorkflowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<WorkflowProblem> problems;

    public InvalidWorkflowException(List<WorkflowProblem> problems) {
        super(
                problems.stream()
                        .map(WorkflowProblem::toString)
                        .collect(Collectors.joining("; ", "Workflow validation failed: ", "")));
        this.problems = List.copyOf(problems);
    }

    /** All errors, in the order of the text; at least one. */
    public List<WorkflowProblem> problems() {
        return problems;
    }
}
