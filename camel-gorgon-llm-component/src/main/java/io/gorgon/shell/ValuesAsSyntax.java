package io.gorgon.shell;

import io.gorgon.shell.ScriptModel.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds placeholders whose values a shell would read as its syntax, although they are quoted. */
final class ValuesAsSyntax {

    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "ksh", "zsh");
    private static final Set<String> READ_AS_TEXT = Set.of("eval", "trap", "alias", "let");
    private static final Set<String> READ_AS_NAMES =
            Set.of("read", "unset", "export", "readonly", "local", "declare", "typeset", "getopts");

    private ValuesAsSyntax() {}

    static List<ShellProblem> find(
            ScriptModel model, List<CommandLine> lines, List<ProgramUse> uses) {
        List<ShellProblem> problems = new ArrayList<>();
        uses.forEach(use -> inArguments(use, problems));
        for (CommandLine line : lines) {
            if (readsCommands(List.of(line))) {
                add(line.command().hereDocument(), problems);
            }
        }
        for (List<Stage> stages : model.pipelines()) {
            for (int i = 1; i < stages.size(); i++) {
                Stage reader = stages.get(i);
                if (readsCommands(lines.subList(reader.fromCommand(), reader.toCommand()))) {
                    fed(model, stages.subList(0, i), problems);
                }
            }
        }
        return problems.stream().distinct().toList();
    }

    private static void inArguments(ProgramUse use, List<ShellProblem> problems) {
        String program = use.baseName();
        if (SHELLS.contains(program)) {
            Argument script = script(use.arguments());
            if (script != null) {
                add(script.word().placeholders(), problems);
            }
        } else if (READ_AS_TEXT.contains(program)) {
            use.arguments().forEach(it -> addAuthors(use, it, problems));
        } else if (READ_AS_NAMES.contains(program)) {
            use.arguments().stream()
                    .filter(it -> !it.word().literalStart().contains("="))
                    .forEach(it -> addAuthors(use, it, problems));
        } else if (program.equals("test") || program.equals("[")) {
            afterVariableTest(use, problems);
        }
    }

    private static void afterVariableTest(ProgramUse use, List<ShellProblem> problems) {
        for (int i = 1; i < use.arguments().size(); i++) {
            if ("-v".equals(use.arguments().get(i - 1).text())) {
                addAuthors(use, use.arguments().get(i), problems);
            }
        }
    }

    /** A value that brings its own program brings its own arguments as well. */
    private static void addAuthors(ProgramUse use, Argument argument, List<ShellProblem> problems) {
        if (argument.word() != use.program().word()) {
            add(argument.word().placeholders(), problems);
        }
    }

    /** The argument after {@code -c}; null for none. */
    private static Argument script(List<Argument> arguments) {
        for (int i = 0; i + 1 < arguments.size(); i++) {
            String text = arguments.get(i).text();
            if (text != null && text.matches("-[A-Za-z]*c[A-Za-z]*")) {
                Argument next = arguments.get(i + 1);
                return next.word() == arguments.get(i).word() ? null : next;
            }
        }
        return null;
    }

    /** Whether one of them is a shell that reads its commands from its input. */
    private static boolean readsCommands(List<CommandLine> lines) {
        for (ProgramUse use : new ProgramFinder(lines).uses()) {
            boolean optionsOnly =
                    use.arguments().stream().allMatch(it -> it.isKnown() && isOption(it.text()))
                            || use.arguments().stream().anyMatch(it -> "-s".equals(it.text()));
            if (SHELLS.contains(use.baseName()) && optionsOnly) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOption(String text) {
        return text.startsWith("-") && !text.matches("-[A-Za-z]*c.*");
    }

    private static void fed(ScriptModel model, List<Stage> stages, List<ShellProblem> problems) {
        for (Stage stage : stages) {
            add(
                    model.placeholders().subList(stage.fromPlaceholder(), stage.toPlaceholder()),
                    problems);
            for (int i = stage.fromCommand(); i < stage.toCommand(); i++) {
                add(model.commands().get(i).hereDocument(), problems);
            }
        }
    }

    private static void add(List<Placeholder> placeholders, List<ShellProblem> problems) {
        for (Placeholder placeholder : placeholders) {
            problems.add(
                    new ShellProblem(
                            placeholder.offset(),
                            "The value of '%s' would be read as shell syntax here. Pass it as an argument of its own, as in: sh -c 'cat \"$1\"' sh %s"
                                    .formatted(placeholder, placeholder)));
        }
    }
}
