package io.gorgon.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands that do great harm, in the forms that people and models write them. */
final class DangerousPatterns {

    private static final Map<String, Pattern> TEXTS = new LinkedHashMap<>();
    private static final Set<String> PROGRAMS = Set.of("sudo", "eval");

    static {
        text(
                "rm with -r or -f on an absolute path",
                "\\brm\\s+(-\\S+\\s+)*-\\w*[rf]\\w*\\s+[\"']?[/~]");
        text(
                "a download that a shell runs",
                "\\b(curl|wget)\\b[^\\n]*\\|\\s*(\\S*/)?(ba|da|k|z)?sh\\b");
        text("chmod 777", "\\bchmod\\s+0?777\\b");
        text("sudo", "\\bsudo\\b");
        text("eval", "\\beval\\b");
        text("a redirection to a disk", ">\\s*[\"']?/dev/sd");
        text("dd to a device", "\\bdd\\b[^\\n]*\\bof=[\"']?/dev/");
        text("a fork bomb", ":\\s*\\(\\s*\\)\\s*\\{\\s*:\\s*\\|\\s*:\\s*&");
    }

    private DangerousPatterns() {}

    private static void text(String name, String pattern) {
        TEXTS.put(name, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
    }

    /** What of the author's text is dangerous. */
    static List<ShellProblem> inText(String text) {
        String joined = text.replace("\\\n", "  ");
        List<ShellProblem> problems = new ArrayList<>();
        TEXTS.forEach(
                (name, pattern) -> {
                    Matcher matcher = pattern.matcher(joined);
                    if (matcher.find()) {
                        problems.add(problem(matcher.start(), name));
                    }
                });
        return problems;
    }

    /** What is dangerous once quotes are gone and values are known. */
    static List<ShellProblem> inPrograms(List<ProgramUse> uses) {
        List<ShellProblem> problems = new ArrayList<>();
        for (ProgramUse use : uses) {
            String program = use.baseName().toLowerCase(Locale.ROOT);
            if (PROGRAMS.contains(program)) {
                problems.add(problem(use.program().offset(), program));
            } else if (program.equals("rm") && removesAbsolutePath(use.arguments())) {
                problems.add(
                        problem(use.program().offset(), "rm with -r or -f on an absolute path"));
            } else if (Set.of("chmod", "dd").contains(program)) {
                inText(line(program, use.arguments()))
                        .forEach(
                                found ->
                                        problems.add(
                                                new ShellProblem(
                                                        use.program().offset(), found.message())));
            }
        }
        return problems;
    }

    private static String line(String program, List<Argument> arguments) {
        StringBuilder line = new StringBuilder(program);
        arguments.forEach(argument -> line.append(' ').append(argument.shown()));
        return line.toString();
    }

    private static boolean removesAbsolutePath(List<Argument> arguments) {
        boolean option = false;
        boolean absolute = false;
        for (Argument argument : arguments) {
            String text = argument.shown();
            option |= text.matches("-\\w*[rRf]\\w*|--recursive|--force");
            absolute |= text.startsWith("/") || text.startsWith("~");
        }
        return option && absolute;
    }

    private static ShellProblem problem(int offset, String name) {
        return new ShellProblem(
                offset,
                "The command contains a dangerous pattern: %s. Set allow_dangerous: true in the step's params if it is meant."
                        .formatted(name));
    }
}
