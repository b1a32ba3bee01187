package io.gorgon.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Variables that decide which program a name means; a list of allowed names would mean nothing. */
final class GuardedNames {

    private static final Pattern GUARDED =
            Pattern.compile("PATH|IFS|ENV|BASH_ENV|SHELLOPTS|BASHOPTS|LD_.*|DYLD_.*|GORGON_.*");
    private static final Pattern MENTIONED =
            Pattern.compile("(?<!\\w)(" + GUARDED.pattern().replace(".*", "\\w*") + ")(?!\\w)");
    private static final Pattern NAME_OR_ASSIGNMENT =
            Pattern.compile("-[A-Za-z]*|([A-Za-z_]\\w*)(\\+?=.*)?", Pattern.DOTALL);
    private static final Set<String> ASSIGNING =
            Set.of("export", "readonly", "local", "read", "getopts", "declare", "typeset");

    private GuardedNames() {}

    static boolean contains(String name) {
        return GUARDED.matcher(name).matches();
    }

    static List<ShellProblem> problems(ScriptModel model, List<ProgramUse> uses) {
        List<ShellProblem> problems = new ArrayList<>();
        for (SimpleCommand command : model.commands()) {
            command.assignments()
                    .forEach(word -> check(word.offset(), word.literalStart(), problems));
        }
        model.assignedNames().forEach(name -> check(name.offset(), name.literal(), problems));
        model.arithmetic().stream()
                .filter(text -> MENTIONED.matcher(text.what()).find())
                .forEach(text -> problems.add(refusal(text.offset())));
        uses.forEach(use -> check(use, problems));
        return problems;
    }

    private static void check(ProgramUse use, List<ShellProblem> problems) {
        boolean printsIntoVariable =
                use.baseName().equals("printf")
                        && !use.arguments().isEmpty()
                        && mayStartWith("-v", use.arguments().get(0));
        if (printsIntoVariable) {
            problems.add(refusal(use.program().offset()));
        }
        boolean env = use.baseName().equals("env");
        if (!ASSIGNING.contains(use.baseName()) && !env) {
            return;
        }
        for (Argument argument : use.arguments()) {
            String start = argument.isKnown() ? argument.text() : argument.word().literalStart();
            boolean unclear =
                    !argument.isKnown() && !argument.isKnownLater() && !start.contains("=");
            if (unclear && !env) {
                problems.add(
                        new ShellProblem(
                                argument.offset(),
                                "'%s' gets '%s', and only the shell knows which variable that sets. Write the name."
                                        .formatted(use.program().shown(), argument.shown())));
            } else {
                check(argument.offset(), start, problems);
            }
        }
    }

    private static boolean mayStartWith(String option, Argument argument) {
        return argument.isKnown()
                ? argument.text().startsWith(option)
                : !argument.isKnownLater() && argument.splits();
    }

    private static void check(int offset, String text, List<ShellProblem> problems) {
        String name = text.replaceFirst("(?s)\\+?=.*", "");
        if (NAME_OR_ASSIGNMENT.matcher(name).matches() && contains(name)) {
            problems.add(refusal(offset));
        }
    }

    static ShellProblem refusal(int offset) {
        return new ShellProblem(
                offset,
                "A command may not set PATH, IFS, LD_… or other variables that decide which programs"
                        + " run, because only programs listed under shell.allowed in gorgon.yaml may.");
    }
}
