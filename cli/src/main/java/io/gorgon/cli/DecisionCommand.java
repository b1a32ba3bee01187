package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.RunRecord;
import io.gorgon.journal.RunUnavailableException;
import io.gorgon.workflow.run.RunStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person decides what a run waits for. */
abstract class DecisionCommand implements Callable<Integer> {

    @Parameters(
            arity = "1",
            paramLabel = "TOKEN",
            description = "As it was shown when the run stopped. It can be used once.")
    private String token;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who decides; without it: the name that you are logged in by.")
    private String by;

    @Option(
            names = "--comment",
            paramLabel = "TEXT",
            description = "Why; it is kept with the decision.")
    private String comment;

    @Option(
            names = "--no-resume",
            description = "Only decide: somebody else goes on with the run, or you do later.")
    private boolean noResume;

    @Mixin private RunDisplay display = new RunDisplay();

    private final GorgonCommand gorgon;
    private final boolean approved;

    private DecisionCommand(GorgonCommand gorgon, boolean approved) {
        this.gorgon = gorgon;
        this.approved = approved;
    }

    /** Lets the run go on. */
    @Command(
            name = "approve",
            description = "Approve what a run waits for, and go on with the run at once.")
    static final class Approve extends DecisionCommand {
        Approve(GorgonCommand gorgon) {
            super(gorgon, true);
        }
    }

    /** Does not let the step go on; the workflow says what follows. */
    @Command(
            name = "reject",
            description = {
                "Reject what a run waits for, and go on with the run at once:",
                "the step fails, and its on_failure says what follows."
            })
    static final class Reject extends DecisionCommand {
        Reject(GorgonCommand gorgon) {
            super(gorgon, false);
        }
    }

    /** Who decides or cancels when the command line does not say it. */
    static String loginName(String option) {
        return option == null || option.isBlank() ? System.getProperty("user.name") : option;
    }

    @Override
    public Integer call() {
        try (DurableRuns runs = DurableRuns.open(gorgon)) {
            ApprovalRecord decision =
                    runs.journal().decide(token.strip(), approved, loginName(by), comment);
            tellDecision(decision);
            RunRecord run = runs.find(decision.runId());
            if (noResume) {
                return later(decision, run, "to go on: " + gorgon.hint("resume " + run.runId()));
            }
            if (run.status() == RunStatus.CANCELLED || run.status() == RunStatus.SUCCESS) {
                String status = RunWords.status(run.status().label());
                return later(decision, run, "the run is at its end: " + status);
            }
            if (runs.journal().definitions(run.runId()).isEmpty()) {
                return later(decision, run, "the application that started the run goes on with it");
            }
            return goOn(runs, decision, run);
        }
    }

    private void tellDecision(ApprovalRecord decision) {
        if (display.json() || !display.forPeople()) {
            return;
        }
        Surroundings surroundings = gorgon.surroundings();
        Style style = surroundings.errStyle();
        String word = approved ? style.green("approved") : style.red("rejected");
        surroundings
                .err()
                .println(
                        word
                                + "  step '"
                                + decision.path()
                                + "' of run "
                                + decision.runId()
                                + " ("
                                + decision.workflow()
                                + ") by "
                                + decision.decidedBy());
    }

    private int goOn(DurableRuns runs, ApprovalRecord decision, RunRecord run) {
        RunOutcome outcome;
        try {
            outcome = runs.resume(run, display);
        } catch (RunUnavailableException busy) {
            return later(decision, run, busy.getMessage());
        }
        if (display.json()) {
            ObjectNode document = RunDocument.of(outcome);
            document.set("decision", toJson(decision));
            Json.print(gorgon.surroundings().out(), document);
        } else {
            new OutcomeReport(gorgon, display).print(outcome);
        }
        return outcome.exitCode();
    }

    /** The decision stands, and this command does not go on with the run. */
    private int later(ApprovalRecord decision, RunRecord run, String why) {
        Surroundings surroundings = gorgon.surroundings();
        if (display.json()) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            document.put("run_id", run.runId());
            document.put("workflow", run.workflow());
            document.put("status", run.status().label());
            document.set("decision", toJson(decision));
            Json.print(surroundings.out(), document);
        } else if (display.forPeople()) {
            surroundings.err().println(why);
        }
        return ExitCode.DONE;
    }

    private ObjectNode toJson(ApprovalRecord decision) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("run_id", decision.runId())
                .put("step", decision.path())
                .put("decision", decision.state().label())
                .put("by", decision.decidedBy())
                .put("comment", decision.comment())
                .put("at", decision.decidedAt() == null ? null : decision.decidedAt().toString());
    }
}
