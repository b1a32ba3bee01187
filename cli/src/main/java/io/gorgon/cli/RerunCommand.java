package io.gorgon.cli;

import io.gorgon.journal.Fork;
import io.gorgon.journal.RunRecord;
import io.gorgon.workflow.run.RunIds;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Does again, in a new run, what has failed in one. */
@Command(
        name = "rerun",
        description = {
            "Make a new run in which what has failed is done again: items of a fan-out, for example.",
            "What worked before, and beside it, is taken from the journal; all after it is done anew."
        })
final class RerunCommand implements Callable<Integer> {

    @Parameters(
            arity = "1",
            paramLabel = "RUN",
            description = "The run, or so much of the start of its name that no other has it.")
    private String id;

    @Option(
            names = "--failed",
            required = true,
            description = "Do again what has failed; there is nothing else to choose yet.")
    private boolean failed;

    @Option(names = "--no-run", description = "Only make the new run, and print its name.")
    private boolean noRun;

    @Mixin private RunDisplay display = new RunDisplay();

    private final GorgonCommand gorgon;

    RerunCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        try (DurableRuns runs = DurableRuns.open(gorgon)) {
            RunRecord run = runs.find(id);
            Fork fork =
                    new ForkPlan(
                                    run,
                                    PinnedText.of(runs.journal(), run, runs.config()),
                                    runs.journal().steps(run.runId()))
                            .failed(RunIds.next(Clock.systemUTC()));
            return new ForkedRun(gorgon, display, noRun).make(runs, fork, List.of());
        }
    }
}
