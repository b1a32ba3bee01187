package io.gorgon.shell;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The command text of a workflow's step: POSIX shell text of the author with {@code ${…}}
 * placeholders. Immutable and thread-safe.
 *
 * <p>A placeholder starts with {@code ${} and a letter, an underscore or a quote, and ends at the
 * first closing brace that is not in quotes. The shell's own forms, such as {@code ${NAME:-x}}, are
 * refused. A placeholder in a comment stays as it is.
 */
public final class ShellScript {

    private final String text;
    private final ScriptModel model;
    private final ShellProblem notUnderstood;

    private ShellScript(String text, ScriptModel model, ShellProblem notUnderstood) {
        this.text = text;
        this.model = model;
        this.notUnderstood = notUnderstood;
    }

    /**
     * Reads a command. What is no POSIX shell text, and holds no placeholder, is kept for those who
     * may run everything.
     *
     * @param command may be null
     * @throws RefusedCommandException when there is no command, or values cannot be put into it
     *     safely
     */
    public static ShellScript parse(String command) {
        if (command == null || command.isEmpty()) {
            throw new RefusedCommandException(0, "A command is required: params.command.");
        }
        if (command.isBlank()) {
            throw new RefusedCommandException(0, "The command cannot be empty.");
        }
        if (command.indexOf('\0') >= 0) {
            throw new RefusedCommandException(
                    command.indexOf('\0'), "The command holds a NUL character. Remove it.");
        }
        ScriptModel model = new ScriptModel();
        try {
            new ScriptParser(new Cursor(command, 0, 0, model)).wholeText();
        } catch (RefusedCommandException refused) {
            if (command.contains("${")) {
                throw refused;
            }
            ScriptModel literal = new ScriptModel();
            literal.literal(command);
            return new ShellScript(command, literal, refused.problems().get(0));
        }
        List<CommandLine> lines = CommandLine.withoutValues(model);
        ProgramFinder programs = new ProgramFinder(lines);
        programs.uses().stream()
                .map(use -> use.program().word().barePlaceholder())
                .filter(it -> it != null)
                .forEach(Placeholder::becomeCommand);
        requireNone(ValuesAsSyntax.find(model, lines, programs.uses()));
        return new ShellScript(command, model, null);
    }

    /** The names that the placeholders start from, such as {@code a} of {@code ${a.b[0]}}. */
    public Set<String> variables() {
        Set<String> names = new TreeSet<>();
        expressions().forEach(expression -> names.addAll(PlaceholderSyntax.roots(expression)));
        return names;
    }

    /** The texts between <code>${</code> and the closing brace, in the order of the command. */
    public Set<String> expressions() {
        Set<String> expressions = new LinkedHashSet<>();
        model.placeholders().forEach(it -> expressions.add(it.expression()));
        return expressions;
    }

    /**
     * The programs that the command runs, in the order of the text, also in substitutions and
     * behind programs such as xargs; a placeholder or a shell variable as it was written.
     */
    public List<String> programs() {
        return new ProgramFinder(CommandLine.withoutValues(model))
                .uses().stream().map(use -> use.program().shown()).distinct().toList();
    }

    /** What the operator's rules have against it, as far as can be told without values. */
    public List<ShellProblem> problems(ShellPolicy policy) {
        return PolicyCheck.problems(policy, this, CommandLine.withoutValues(model));
    }

    /** What is dangerous in it, as far as can be told without values. */
    public List<ShellProblem> dangers() {
        return dangers(CommandLine.withoutValues(model));
    }

    List<ShellProblem> dangers(List<CommandLine> lines) {
        return Stream.concat(
                        DangerousPatterns.inText(text).stream(),
                        DangerousPatterns.inPrograms(new ProgramFinder(lines).uses()).stream())
                .distinct()
                .toList();
    }

    /**
     * Puts values in. They become arguments byte for byte, and are never read as shell syntax: they
     * travel in environment variables, and the text gets references to those. A placeholder that
     * stands alone where a program is named becomes several words: a text is split at blanks, with
     * quotes kept together, and a list gives its items.
     *
     * @param values gives the value of an expression, the text between <code>${</code> and the
     *     closing brace; what it throws goes through
     * @throws RefusedCommandException when a value cannot be an argument, or no word of a command
     */
    public RunnableScript bind(Function<String, Object> values) {
        BoundValues bound = new BoundValues(model.placeholders(), values);
        StringBuilder runnable = new StringBuilder();
        for (ScriptModel.Piece piece : model.pieces()) {
            runnable.append(
                    piece.literal() != null
                            ? piece.literal()
                            : bound.reference(piece.placeholder()));
        }
        List<CommandLine> lines = CommandLine.withValues(model, bound);
        requireNone(ValuesAsSyntax.find(model, lines, new ProgramFinder(lines).uses()));
        return new RunnableScript(this, runnable.toString(), bound, lines);
    }

    private static void requireNone(List<ShellProblem> problems) {
        if (!problems.isEmpty()) {
            throw new RefusedCommandException(new ArrayList<>(problems));
        }
    }

    ScriptModel model() {
        return model;
    }

    /** Why the text could not be read; null when it could. */
    ShellProblem notUnderstood() {
        return notUnderstood;
    }
}
