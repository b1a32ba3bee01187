package io.gorgon.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lets a shell complete the commands and options. */
@Command(
        name = "completion",
        description = {
            "Print what makes bash and zsh complete the commands and options:",
            "source <(gorgon completion)"
        })
final class CompletionCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    private final GorgonCommand gorgon;

    CompletionCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        gorgon.surroundings().out().print(AutoComplete.bash("gorgon", spec.root().commandLine()));
        return ExitCode.DONE;
    }
}
