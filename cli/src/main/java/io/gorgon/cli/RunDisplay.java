package io.gorgon.cli;

import picocli.CommandLine.Option;

/** How a command that works on a run shows it: the options that all of them share. */
final class RunDisplay {

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    @Option(
            names = "--progress",
            paramLabel = "MODE",
            converter = Converters.ProgressConverter.class,
            description =
                    "How to show what happens: tty, plain, json, quiet, or auto (default): tty on a"
                            + " terminal, else plain.")
    private ProgressMode progress = ProgressMode.AUTO;

    boolean json() {
        return json;
    }

    ProgressMode progress() {
        return progress;
    }

    /** Whether a person reads standard error besides the result. */
    boolean forPeople() {
        return progress != ProgressMode.QUIET && progress != ProgressMode.JSON;
    }
}
