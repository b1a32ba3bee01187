package io.gorgon.shell;

import java.util.List;
import java.util.stream.Collectors;

/** The command was not run, and would not be at another try: it is wrong or not allowed. */
public final class RefusedCommandException extends ShellException {

    private static final long serialVersionUID = 1L;

    private final transient List<ShellProblem> problems;

    /**
     * @param problems at least one
     */
    public RefusedCommandException(List<ShellProblem> problems) {
        super(problems.stream().map(ShellProblem::message).collect(Collectors.joining(" ")));
        this.problems = List.copyOf(problems);
    }

    RefusedCommandException(int offset, String message) {
        this(List.of(new ShellProblem(offset, message)));
    }

    /** All that is wrong; never empty. */
    public List<ShellProblem> problems() {
        return problems;
    }
}
