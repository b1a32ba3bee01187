package io.gorgon.shell;

import io.gorgon.yaml.QuotedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares a script with what the operator allows. */
final class PolicyCheck {

    /** Built into the shell, without effect outside of it. */
    private static final Set<String> BUILT_IN =
            Set.of(
                    ":",
                    "[",
                    "break",
                    "cd",
                    "continue",
                    "echo",
                    "exit",
                    "export",
                    "false",
                    "getopts",
                    "local",
                    "printf",
                    "pwd",
                    "read",
                    "readonly",
                    "return",
                    "set",
                    "shift",
                    "test",
                    "times",
                    "true",
                    "type",
                    "umask",
                    "unset",
                    "wait",
                    "command",
                    "exec");

    private PolicyCheck() {}

    static List<ShellProblem> problems(
            ShellPolicy policy, ShellScript script, List<CommandLine> lines) {
        if (policy.allowsEverything()) {
            return List.of();
        }
        if (policy.allowed().isEmpty()) {
            return List.of(
                    new ShellProblem(
                            0,
                            "Workflows may not run shell commands here. To allow it, list the"
                                    + " programs that may run under shell.allowed in gorgon.yaml, as"
                                    + " in: shell: { allowed: [git, pytest] }."));
        }
        List<ShellProblem> problems = new ArrayList<>();
        if (script.notUnderstood() != null) {
            problems.add(
                    new ShellProblem(
                            script.notUnderstood().offset(),
                            script.notUnderstood().message()
                                    + " Only commands that are understood run, because shell.allowed in"
                                    + " gorgon.yaml lists programs."));
            return problems;
        }
        ScriptModel model = script.model();
        for (ScriptModel.Unchecked unchecked : model.unchecked()) {
            problems.add(
                    new ShellProblem(
                            unchecked.offset(),
                            "The command defines %s against shell.allowed in gorgon.yaml. Write its commands where they are used."
                                    .formatted(unchecked.what())));
        }
        ProgramFinder programs = new ProgramFinder(lines);
        problems.addAll(programs.unclear());
        programs.uses().forEach(use -> check(policy, use.program(), problems));
        problems.addAll(GuardedNames.problems(model, programs.uses()));
        return problems.stream().distinct().toList();
    }

    private static void check(ShellPolicy policy, Argument program, List<ShellProblem> problems) {
        if (program.isKnownLater()) {
            return;
        }
        if (!program.isKnown()) {
            problems.add(
                    new ShellProblem(
                            program.offset(),
                            "Only the shell would know which program '%s' is. Write the program's name, because shell.allowed in gorgon.yaml lists programs."
                                    .formatted(program.shown())));
        } else if (!policy.allowed().contains(program.text())
                && !BUILT_IN.contains(program.text())) {
            problems.add(
                    new ShellProblem(
                            program.offset(),
                            "The program %s is not allowed. To allow it, add it to shell.allowed in gorgon.yaml."
                                    .formatted(QuotedText.of(program.text()))));
        }
    }
}
