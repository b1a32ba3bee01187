package io.gorgon.workflow.parse;

import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.step.StepTypes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Short ways to read workflows in tests. */
final class Parsing {

    static final StepTypes TYPES = StepTypes.installed();
    static final String FILE = "review.gorgon.yaml";

    private static final Set<String> ROLES = Set.of("planner", "builder", "reviewer", "analyst");
    private static final WorkflowParser PARSER =
            new WorkflowParser(
                    TYPES, new WorkflowChecks(Optional.empty(), Optional.of(ROLES), Set.of()));

    private Parsing() {}

    static ParsedWorkflow read(String text) {
        return PARSER.read(FILE, text);
    }

    static Workflow parse(String text) {
        return PARSER.parse(FILE, text);
    }

    /** The errors without their places. */
    static List<String> errors(String text) {
        return read(text).errors(false).stream().map(WorkflowProblem::message).toList();
    }

    /** The errors as {@code line:column: message}. */
    static List<String> placedErrors(String text) {
        return placed(read(text).errors(false));
    }

    /** The warnings as {@code line:column: message}. */
    static List<String> placedWarnings(String text) {
        return placed(read(text).warnings(false));
    }

    private static List<String> placed(List<WorkflowProblem> problems) {
        return problems.stream()
                .map(problem -> problem.toString().substring(FILE.length() + 1))
                .toList();
    }

    /** A workflow of one checkpoint with more lines in it. */
    static String step(String... lines) {
        return "name: t\nsteps:\n  - id: a\n    type: checkpoint\n" + indented(lines);
    }

    private static String indented(String... lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append("    ").append(line).append('\n');
        }
        return text.toString();
    }
}
