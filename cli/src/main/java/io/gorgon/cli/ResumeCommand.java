package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.journal.RunRecord;
import io.gorgon.journal.RunUnavailableException;
import io.gorgon.workflow.run.RunStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes on with a run that was interrupted, has failed, was cancelled or has no budget left. */
@Command(
        name = "resume",
        description = {
            "Go on with a run: what is in the journal is not done, and not paid, again.",
            "The run keeps the text that it was started with, whatever has become of the file."
        })
final class ResumeCommand implements Callable<Integer> {

    private static final int MOST_LISTED = 10_000;
    private static final int MICRO_DIGITS = 6;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "The run, or so much of the start of its name that no other has it.")
    private String id;

    @Option(
            names = "--all",
            description =
                    "Go on with all runs of the command line whose process has ended, or whose"
                            + " approval was decided since.")
    private boolean all;

    @Option(
            names = "--add-tokens",
            paramLabel = "N",
            description = "Allow the run so many tokens more.")
    private Long addTokens;

    @Option(
            names = "--add-usd",
            paramLabel = "X",
            description = "Allow the run so many US dollars more.")
    private BigDecimal addUsd;

    @Option(
            names = "--new-token",
            description =
                    "Give a new token for what the run waits for; the one before is of no use any"
                            + " more.")
    private boolean newToken;

    @Mixin private RunDisplay display = new RunDisplay();

    private final GorgonCommand gorgon;

    ResumeCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        check();
        try (DurableRuns runs = DurableRuns.open(gorgon)) {
            return all ? resumeAll(runs) : resume(runs, runs.find(id));
        }
    }

    private void check() {
        if (all == (id != null)) {
            throw new InvalidInputException("name one run, or all of them with --all");
        }
        if (all && (adds() || newToken)) {
            throw new InvalidInputException(
                    "--add-tokens, --add-usd and --new-token are for one run: name it");
        }
        if (addTokens != null && addTokens <= 0) {
            throw new InvalidInputException("--add-tokens has to be more than zero");
        }
        if (addUsd != null
                && (addUsd.signum() <= 0
                        || addUsd.stripTrailingZeros().scale() > MICRO_DIGITS
                        || addUsd.precision() - addUsd.scale() > MICRO_DIGITS)) {
            throw new InvalidInputException(
                    "--add-usd has to be US dollars, more than zero, such as 2.50");
        }
    }

    private boolean adds() {
        return addTokens != null || addUsd != null;
    }

    private int resume(DurableRuns runs, RunRecord run) {
        if (run.status() == RunStatus.SUCCESS) {
            return succeeded(runs, run);
        }
        if (newToken) {
            return newTokens(runs, run);
        }
        if (adds()) {
            raiseBudget(runs, run);
        }
        RunOutcome outcome =
                runs.waits(run) ? runs.standing(run, Map.of()) : runs.resume(run, display);
        new OutcomeReport(gorgon, display).print(outcome);
        return outcome.exitCode();
    }

    private int succeeded(DurableRuns runs, RunRecord run) {
        if (adds() || newToken) {
            throw new InvalidInputException(
                    "run " + run.runId() + " has succeeded: there is nothing left to do in it");
        }
        tell("run " + run.runId() + " has succeeded before; these are its outputs");
        new OutcomeReport(gorgon, display).print(runs.standing(run, Map.of()));
        return ExitCode.DONE;
    }

    private int newTokens(DurableRuns runs, RunRecord run) {
        List<OpenApproval> open = OpenApproval.of(runs.journal(), run.runId(), Map.of());
        if (open.isEmpty()) {
            throw new InvalidInputException(
                    "run " + run.runId() + " does not wait for a person; it needs no token");
        }
        Map<String, String> tokens = new HashMap<>();
        for (OpenApproval approval : open) {
            tokens.put(approval.step(), runs.journal().newToken(run.runId(), approval.step()));
        }
        RunOutcome outcome = runs.standing(run, tokens);
        new OutcomeReport(gorgon, display).print(outcome);
        return outcome.exitCode();
    }

    private void raiseBudget(DurableRuns runs, RunRecord run) {
        if (run.status() == RunStatus.RUNNING && !run.interrupted()) {
            throw new InvalidInputException(
                    "run "
                            + run.runId()
                            + " has budget left: "
                            + (run.owner() == null ? "it" : "process " + run.owner())
                            + " is working on it");
        }
        runs.raiseBudget(run, addTokens, addUsd);
    }

    private int resumeAll(DurableRuns runs) {
        List<RunOutcome> outcomes = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        ArrayNode documents = JsonNodeFactory.instance.arrayNode();
        List<RunRecord> able = new ArrayList<>(runs.journal().interrupted(null));
        able.addAll(runs.journal().decided(null));
        for (RunRecord run : able) {
            if (gorgon.surroundings().interruption().isCancelled()) {
                break;
            }
            try {
                RunOutcome outcome = runs.resume(run, display);
                outcomes.add(outcome);
                if (display.json()) {
                    documents.add(RunDocument.of(outcome));
                } else {
                    new OutcomeReport(gorgon, display).print(outcome);
                }
            } catch (RunUnavailableException | InvalidInputException e) {
                refused.add(e.getMessage());
            }
        }
        List<RunRecord> others =
                runs.journal().runs(MOST_LISTED).stream()
                        .filter(run -> run.interrupted() && run.origin() != null)
                        .toList();
        if (display.json()) {
            printAll(documents, refused, others);
        } else {
            tellAll(outcomes, refused, others);
        }
        return exitCode(outcomes, refused);
    }

    private static int exitCode(List<RunOutcome> outcomes, List<String> refused) {
        if (!refused.isEmpty()) {
            return ExitCode.FAILED;
        }
        List<Integer> codes = outcomes.stream().map(RunOutcome::exitCode).toList();
        for (int worst :
                List.of(
                        ExitCode.CANCELLED,
                        ExitCode.FAILED,
                        ExitCode.PAUSED_BUDGET,
                        ExitCode.AWAITING_APPROVAL)) {
            if (codes.contains(worst)) {
                return worst;
            }
        }
        return ExitCode.DONE;
    }

    private void printAll(ArrayNode documents, List<String> refused, List<RunRecord> others) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("runs", documents);
        ArrayNode problems = document.putArray("problems");
        refused.forEach(problems::add);
        ArrayNode left = document.putArray("of_applications");
        for (RunRecord run : others) {
            left.addObject()
                    .put("run_id", run.runId())
                    .put("workflow", run.workflow())
                    .put("application", run.origin());
        }
        Json.print(gorgon.surroundings().out(), document);
    }

    private void tellAll(List<RunOutcome> outcomes, List<String> refused, List<RunRecord> others) {
        if (outcomes.isEmpty() && refused.isEmpty()) {
            tell("no run of the command line is interrupted or was decided since it stopped");
        }
        refused.forEach(this::tell);
        for (RunRecord run : others) {
            tell(
                    "run "
                            + run.runId()
                            + " is one of the application '"
                            + run.origin()
                            + "', which goes on with it when it is started; here: "
                            + gorgon.hint("resume " + run.runId()));
        }
    }

    private void tell(String sentence) {
        if (!display.json() && display.progress() != ProgressMode.JSON) {
            Surroundings surroundings = gorgon.surroundings();
            surroundings.err().println(surroundings.errStyle().yellow("gorgon: ") + sentence);
        }
    }
}
