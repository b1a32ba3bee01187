package io.gorgon.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program that runs the program named in its arguments.
 *
 * @param flags options that stand alone
 * @param withValue options that have a value
 * @param operands how many words stand before the program
 * @param assignments whether {@code NAME=value} may stand before the program
 */
record Wrapper(Set<String> flags, Set<String> withValue, int operands, boolean assignments) {

    private static final Map<String, Wrapper> ALL = new HashMap<>();

    static {
        add("exec", "", "", 0);
        add("builtin", "", "", 0);
        add("nohup", "", "", 0);
        add("command", "-p", "", 0);
        add("time", "-p", "", 0);
        add("setsid", "-c -f -w --ctty --fork --wait", "", 0);
        add("nice", "", "-n --adjustment", 0);
        add("stdbuf", "", "-i -o -e --input --output --error", 0);
        add(
                "timeout",
                "-v --verbose --foreground --preserve-status",
                "-s --signal -k --kill-after",
                1);
        add(
                "xargs",
                "-0 -r -t -x --null --no-run-if-empty --verbose --exit",
                "-I -n -P -L -s -d -a -E --max-args --max-procs --max-lines --max-chars"
                        + " --delimiter --arg-file --replace",
                0);
        ALL.put(
                "env",
                new Wrapper(
                        Set.of("-", "-i", "-0", "--ignore-environment", "--null"),
                        Set.of("-u", "--unset", "-C", "--chdir"),
                        0,
                        true));
    }

    private static void add(String name, String flags, String withValue, int operands) {
        ALL.put(
                name,
                new Wrapper(
                        Set.of(flags.split(" ")), Set.of(withValue.split(" ")), operands, false));
    }

    /** Null when the program is none. */
    static Wrapper of(String baseName) {
        return ALL.get(baseName);
    }

    /**
     * Where the wrapped program stands.
     *
     * @return its index; the number of arguments when there is none; -1 when an option is unknown
     */
    int programIndex(List<Argument> arguments) {
        int at = 0;
        while (at < arguments.size() && isOption(arguments.get(at))) {
            String option = arguments.get(at).text();
            at++;
            if (option.equals("--")) {
                break;
            }
            if (withValue.contains(option)) {
                at++;
            } else if (!flags.contains(option) && !hasValueInside(option)) {
                return -1;
            }
        }
        while (assignments && at < arguments.size() && isAssignment(arguments.get(at))) {
            at++;
        }
        return Math.min(at + operands, arguments.size());
    }

    private static boolean isOption(Argument argument) {
        return argument.isKnown() && argument.text().startsWith("-");
    }

    private static boolean isAssignment(Argument argument) {
        return argument.isKnown()
                ? argument.text().indexOf('=') > 0
                : !argument.splits() && argument.word().literalStart().indexOf('=') > 0;
    }

    private boolean hasValueInside(String option) {
        int equals = option.indexOf('=');
        if (option.startsWith("--")) {
            return equals > 0 && withValue.contains(option.substring(0, equals));
        }
        return option.length() > 2 && withValue.contains(option.substring(0, 2));
    }
}
