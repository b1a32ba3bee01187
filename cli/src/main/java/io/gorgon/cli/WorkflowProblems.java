package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.gorgon.workflow.parse.WorkflowProblem;
import java.util.List;
import java.util.stream.Collectors;

/** Tells what is wrong with workflows. */
final class WorkflowProblems {

    private final Surroundings surroundings;

    WorkflowProblems(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** One line each on standard error. */
    void printErrors(List<WorkflowProblem> problems) {
        Style style = surroundings.errStyle();
        problems.forEach(it -> surroundings.err().println(style.red("error: ") + it));
    }

    /** One line each on standard error. */
    void printWarnings(List<WorkflowProblem> problems) {
        Style style = surroundings.errStyle();
        problems.forEach(it -> surroundings.err().println(style.yellow("warning: ") + it));
    }

    /** All of them as one failure for programs. */
    static Failure failure(List<WorkflowProblem> problems) {
        String all =
                problems.stream().map(WorkflowProblem::toString).collect(Collectors.joining("\n"));
        return new Failure(ExitCode.INVALID, "invalid_workflow", all, null, null, null);
    }

    static void add(ArrayNode array, List<WorkflowProblem> problems) {
        for (WorkflowProblem problem : problems) {
            array.addObject()
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("column", problem.column())
                    .put("message", problem.message());
        }
    }
}
