package io.gorgon.shell;

import java.util.List;
import java.util.stream.Stream;

/** A command with its values, ready to be checked and run. Immutable and thread-safe. */
public final class RunnableScript {

    private final ShellScript script;
    private final String text;
    private final BoundValues values;
    private final List<CommandLine> lines;

    RunnableScript(ShellScript script, String text, BoundValues values, List<CommandLine> lines) {
        this.script = script;
        this.text = text;
        this.values = values;
        this.lines = lines;
    }

    /**
     * What the operator's rules have against it; empty when it may run.
     *
     * @param allowDangerous whether it may run although it looks dangerous
     */
    public List<ShellProblem> problems(ShellPolicy policy, boolean allowDangerous) {
        List<ShellProblem> refused = PolicyCheck.problems(policy, script, lines);
        return allowDangerous
                ? refused
                : Stream.concat(refused.stream(), dangers().stream()).toList();
    }

    private List<ShellProblem> dangers() {
        return Stream.concat(
                        script.dangers(lines).stream(),
                        script.model().placeholders().stream()
                                .filter(Placeholder::isCommand)
                                .flatMap(it -> DangerousPatterns.inText(values.text(it)).stream()))
                .distinct()
                .toList();
    }

    /** The programs that it runs; a shell variable as it was written. */
    public List<String> programs() {
        return new ProgramFinder(lines)
                .uses().stream().map(use -> use.program().shown()).distinct().toList();
    }

    /**
     * The command as a person would write it, with the values in their places: to be read and
     * checked, never to be run.
     */
    public String command() {
        StringBuilder command = new StringBuilder();
        for (ScriptModel.Piece piece : script.model().pieces()) {
            command.append(
                    piece.literal() != null
                            ? piece.literal()
                            : values.written(piece.placeholder()));
        }
        return command.toString();
    }

    /** The values as they reach the programs, each by itself. */
    public List<String> values() {
        return values.variables().stream().map(BoundValues.Variable::value).toList();
    }

    /** The shell text, with references to variables in place of values. */
    String text() {
        return text;
    }

    List<BoundValues.Variable> variables() {
        return values.variables();
    }
}
