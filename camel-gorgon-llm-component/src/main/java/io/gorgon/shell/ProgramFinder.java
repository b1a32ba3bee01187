package io.gorgon.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the programs of command lines, also those that other programs run for them. */
final class ProgramFinder {

    private static final Set<String> FIND_ACTIONS = Set.of("-exec", "-execdir", "-ok", "-okdir");

    private final List<ProgramUse> uses = new ArrayList<>();
    private final List<ShellProblem> unclear = new ArrayList<>();

    ProgramFinder(List<CommandLine> lines) {
        for (CommandLine line : lines) {
            find(line.arguments());
        }
    }

    List<ProgramUse> uses() {
        return uses;
    }

    /** Where the programs cannot be told. */
    List<ShellProblem> unclear() {
        return unclear;
    }

    private void find(List<Argument> words) {
        if (words.isEmpty()) {
            return;
        }
        ProgramUse use = new ProgramUse(words.get(0), words.subList(1, words.size()));
        uses.add(use);
        Wrapper wrapper = Wrapper.of(use.baseName());
        if (use.baseName().equals("find")) {
            findActions(use.arguments());
        } else if (wrapper != null && !onlyAsks(use)) {
            int at = wrapper.programIndex(use.arguments());
            if (at < 0) {
                unclear(use, "has an option that hides which program it runs");
            } else {
                find(use.arguments().subList(at, use.arguments().size()));
            }
        }
    }

    /** {@code command -v} tells where a program is, and runs nothing. */
    private static boolean onlyAsks(ProgramUse use) {
        String option = use.arguments().isEmpty() ? null : use.arguments().get(0).text();
        return use.baseName().equals("command") && ("-v".equals(option) || "-V".equals(option));
    }

    private void findActions(List<Argument> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            if (argument.isKnown() && FIND_ACTIONS.contains(argument.text())) {
                find(arguments.subList(i + 1, arguments.size()));
            } else if (mayBeAction(argument) && !optionOrNothing(arguments, i + 1)) {
                unclear.add(
                        new ShellProblem(
                                argument.offset(),
                                "'find' gets '%s', which may tell it to run a program. Put it in double quotes, directly before an option."
                                        .formatted(argument.shown())));
            }
        }
    }

    private static boolean mayBeAction(Argument argument) {
        if (argument.isKnown() || argument.isKnownLater()) {
            return false;
        }
        String start = argument.word().literalStart();
        return argument.splits() && endsLikeAction(argument.shown())
                || !argument.splits() && (start.isEmpty() || start.startsWith("-"));
    }

    private static boolean endsLikeAction(String shown) {
        return shown.contains("$")
                || shown.isEmpty()
                || "crk*?]}".indexOf(shown.charAt(shown.length() - 1)) >= 0;
    }

    private static boolean optionOrNothing(List<Argument> arguments, int index) {
        if (arguments.get(index - 1).splits()) {
            return false;
        }
        return index >= arguments.size()
                || arguments.get(index).isKnown() && arguments.get(index).text().startsWith("-");
    }

    private void unclear(ProgramUse use, String why) {
        unclear.add(
                new ShellProblem(
                        use.program().offset(),
                        "'%s' %s. Use it without.".formatted(use.program().shown(), why)));
    }
}
