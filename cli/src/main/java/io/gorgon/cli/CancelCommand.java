package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gorgon.journal.RunRecord;
import io.gorgon.llm.Cancellation;
import io.gorgon.workflow.run.RunStatus;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a run, whoever works on it. */
@Command(
        name = "cancel",
        description = {
            "End a run, also one that another process works on: its calls in flight are aborted,",
            "what they have cost is kept."
        })
final class CancelCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_MS = 100;

    @Parameters(
            arity = "1",
            paramLabel = "RUN",
            description = "The run, or so much of the start of its name that no other has it.")
    private String id;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who wants it; without it: the name that you are logged in by.")
    private String by;

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    private final GorgonCommand gorgon;

    CancelCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (DurableRuns runs = DurableRuns.open(gorgon)) {
            RunRecord run = runs.find(id);
            boolean ended = runs.journal().cancel(run.runId(), DecisionCommand.loginName(by));
            if (!ended) {
                await(runs, run.runId());
            }
            return report(runs.find(run.runId()));
        }
    }

    private void await(DurableRuns runs, String runId) throws InterruptedException {
        Cancellation interruption = gorgon.surroundings().interruption();
        CountDownLatch impatient = new CountDownLatch(1);
        long until = System.nanoTime() + PATIENCE.toNanos();
        Cancellation.Registration registration = interruption.onCancel(impatient::countDown);
        try {
            while (runs.find(runId).status() == RunStatus.RUNNING
                    && System.nanoTime() - until < 0
                    && !impatient.await(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS)) {
                // whoever works on the run looks for the wish now and then
            }
        } finally {
            registration.close();
        }
    }

    private int report(RunRecord run) {
        boolean ended = run.status() != RunStatus.RUNNING;
        Surroundings surroundings = gorgon.surroundings();
        if (json) {
            Json.print(
                    surroundings.out(),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("run_id", run.runId())
                            .put("workflow", run.workflow())
                            .put("status", run.status().label())
                            .put("ended", ended)
                            .put("tokens", run.tokens())
                            .put("cost_usd", run.costUsd()));
        } else if (ended) {
            String cost = run.costUsd() == null ? "cost unknown" : Words.dollars(run.costUsd());
            surroundings
                    .err()
                    .println(
                            RunWords.status(run.status().label())
                                    + "  "
                                    + run.name()
                                    + "  "
                                    + run.runId()
                                    + "  "
                                    + RunWords.tokens(run.tokens())
                                    + " tokens, "
                                    + cost);
            if (run.status() != RunStatus.CANCELLED) {
                surroundings.err().println("It came to its end before it could be cancelled.");
            }
        } else {
            surroundings
                    .err()
                    .println(
                            "run "
                                    + run.runId()
                                    + " is to end, and has not yet"
                                    + (run.owner() == null
                                            ? ""
                                            : ": process " + run.owner() + " works on it"));
        }
        return ended ? ExitCode.DONE : ExitCode.FAILED;
    }
}
