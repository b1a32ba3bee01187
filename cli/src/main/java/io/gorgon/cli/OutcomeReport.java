package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.run.RunResult;
import java.time.Clock;

/** Tells what became of a run, and what a person can do next. */
final class OutcomeReport {

    private final GorgonCommand gorgon;
    private final Surroundings surroundings;
    private final RunDisplay display;

    OutcomeReport(GorgonCommand gorgon, RunDisplay display) {
        this.gorgon = gorgon;
        this.surroundings = gorgon.surroundings();
        this.display = display;
    }

    /** All of it, as the options say. */
    void print(RunOutcome outcome) {
        if (display.json()) {
            Json.print(surroundings.out(), RunDocument.of(outcome));
            return;
        }
        RunResult result = outcome.result();
        RunSummary summary = new RunSummary(surroundings);
        if (display.progress() == ProgressMode.JSON) {
            printEvents(outcome);
        } else {
            if (display.progress() != ProgressMode.QUIET) {
                summary.print(result, outcome.workflow());
            }
            summary.printError(result);
            new ApprovalPrinter(gorgon).print(result.runId(), outcome.approvals());
            printNext(result);
        }
        summary.printOutputs(result.outputs());
    }

    /** Somebody who reads events reads the token there, and nowhere else. */
    private void printEvents(RunOutcome outcome) {
        for (OpenApproval approval : outcome.approvals()) {
            ObjectNode event =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("event", "approval_requested")
                            .put("time", Clock.systemUTC().instant().toString())
                            .put("run_id", outcome.result().runId());
            surroundings.err().println((ObjectNode) event.setAll(approval.toJson()));
        }
    }

    private void printNext(RunResult result) {
        String id = result.runId();
        switch (result.status()) {
            case PAUSED_BUDGET -> {
                say("It goes on, and pays for nothing twice, with more budget:");
                say("  " + gorgon.hint("resume " + id + " --add-tokens N"));
                say("  " + gorgon.hint("resume " + id + " --add-usd X"));
            }
            case FAILED -> say("To go on with what is missing: " + gorgon.hint("resume " + id));
            case CANCELLED -> say("To go on after all: " + gorgon.hint("resume " + id));
            case RUNNING -> {
                say("It is being worked on, or was interrupted. If nobody works on it:");
                say("  " + gorgon.hint("resume " + id));
            }
            default -> {
                // it is at its end, or the approval says what to do
            }
        }
    }

    private void say(String line) {
        surroundings.err().println(line);
    }
}
