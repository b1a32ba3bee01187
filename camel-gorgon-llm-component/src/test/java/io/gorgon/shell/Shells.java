package io.gorgon.shell;

import io.gorgon.llm.Cancellation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shells for tests. */
final class Shells {

    static final ShellPolicy EVERYTHING = policy("*");

    private Shells() {}

    static ShellPolicy policy(String... allowed) {
        return new ShellPolicy(Set.of(allowed), List.of("PATH"), 10 * 1024 * 1024);
    }

    static ShellResult run(String command, Map<String, ?> values) {
        return run(command, values, ShellOptions.defaults());
    }

    static ShellResult run(String command, Map<String, ?> values, ShellOptions options) {
        return new Shell(EVERYTHING).run(bind(command, values), options, new Cancellation());
    }

    static RunnableScript bind(String command, Map<String, ?> values) {
        return ShellScript.parse(command).bind(values::get);
    }

    static String stdout(String command, Map<String, ?> values) {
        return run(command, values).requireSuccess().stdout();
    }
}
