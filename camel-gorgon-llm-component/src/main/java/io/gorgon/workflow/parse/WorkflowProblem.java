package io.gorgon.workflow.parse;

import java.util.Comparator;

/**
 * Something wrong with the text of a workflow.
 *
 * @param file its name as the caller gave it; never null
 * @param line from 1
 * @param column from 1, in characters
 * @param severity never null
 * @param message what is wrong and what to do; never null
 */
public record WorkflowProblem(
        String file, int line, int column, Severity severity, String message) {

    static final Comparator<WorkflowProblem> FILE_ORDER =
            Comparator.comparingInt(WorkflowProblem::line)
                    .thenComparingInt(WorkflowProblem::column);

    /**
     * Whether it keeps the workflow from being run.
     *
     * @param strict whether problems of {@link Severity#STRICT} do
     */
    public boolean isError(boolean strict) {
        return severity == Severity.ERROR || strict && severity == Severity.STRICT;
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
