package io.gorgon.cli;

import io.gorgon.config.GorgonConfig;
import io.gorgon.journal.RunRecord;
import io.gorgon.workflow.input.BoundInputs;
import io.gorgon.workflow.input.Inputs;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.parse.WorkflowProblem;
import io.gorgon.workflow.plan.RunPlan;
import io.gorgon.workflow.run.RunIds;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a workflow. */
@Command(
        name = "run",
        description = {
            "Run a workflow and print its outputs. Ctrl-C cancels it.",
            "Progress goes to standard error, outputs go to standard output."
        })
final class RunCommand implements Callable<Integer> {

    @Parameters(arity = "1", paramLabel = "FILE", description = "The workflow.")
    private Path file;

    @Option(
            names = "--var",
            paramLabel = "NAME=VALUE",
            description =
                    "The value of an input, as text that its type reads. NAME=@FILE takes it from a"
                            + " file, NAME=@@TEXT is @TEXT.")
    private List<String> variables = new ArrayList<>();

    @Option(
            names = "--vars",
            paramLabel = "FILE",
            description = "Values of inputs, a mapping in YAML or JSON; --var stands above it.")
    private Path variablesFile;

    @Option(
            names = "--dry-run",
            description =
                    "Show the plan, then run with the built-in mock and without any effect outside.")
    private boolean dryRun;

    @Option(
            names = "--start-key",
            paramLabel = "KEY",
            description =
                    "Start it once only: when the workflow was started with this key before, tell"
                            + " what became of that run, and start nothing.")
    private String startKey;

    @Option(
            names = "--strict",
            description = "Do not run a workflow with an output that no step gives.")
    private boolean strict;

    @Mixin private RunDisplay display = new RunDisplay();

    private final GorgonCommand gorgon;

    RunCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        Surroundings surroundings = gorgon.surroundings();
        GivenInputs given = GivenInputs.read(variablesFile, variables, surroundings);
        GorgonConfig config = ConfigFile.load(gorgon.configFile(), gorgon.overrides());
        WorkflowSources files = new WorkflowSources(surroundings.directory(), Optional.of(config));
        WorkflowFamily family = WorkflowFamily.read(files, file, given.names());
        List<WorkflowProblem> errors = family.errors(strict);
        if (!errors.isEmpty()) {
            return invalid(errors);
        }
        Workflow workflow = family.first();
        List<String> warnings = new ArrayList<>();
        family.warnings(strict).forEach(it -> warnings.add(it.toString()));
        warnings.addAll(given.doubts(workflow.inputs()));
        if (!display.json()) {
            warnings.forEach(this::warn);
        }
        InputFiles inputFiles = new InputFiles(surroundings.directory());
        Map<String, Object> values = given.values(workflow.inputs());
        if (surroundings.canAsk()) {
            new AskedInputs(surroundings, inputFiles).complete(workflow.inputs(), values);
        }
        BoundInputs bound = Inputs.bind(workflow.inputs(), values, inputFiles);
        if (!bound.problems().isEmpty()) {
            return notStarted(workflow, bound.problems());
        }
        if (dryRun) {
            printPlan(
                    RunPlan.of(
                            workflow,
                            files.types(),
                            config,
                            bound.values(),
                            files::tierOf,
                            LocalDate.now(ZoneOffset.UTC)));
        }
        return run(family, values, inputFiles, warnings);
    }

    private int run(
            WorkflowFamily family,
            Map<String, Object> values,
            InputFiles files,
            List<String> warnings) {
        Surroundings surroundings = gorgon.surroundings();
        Workflow workflow = family.first();
        RunOutcome outcome;
        try (RunCancellation cancellation = new RunCancellation(surroundings.interruption());
                RunProgress shown =
                        RunProgress.of(
                                display.progress(),
                                workflow,
                                null,
                                surroundings,
                                Clock.systemUTC());
                WorkflowApplication application =
                        WorkflowApplication.start(gorgon.invocation(), dryRun, family::load)) {
            Optional<RunRecord> before = startedBefore(application, workflow);
            if (before.isPresent()) {
                outcome = told(application, before.get(), workflow, warnings);
            } else {
                String id = RunIds.next(Clock.systemUTC());
                RunOptions options =
                        new RunOptions(id, dryRun, cancellation.ofRun(), shown.listener(), files);
                RunResult result = application.run(workflow, values, options, startKey);
                outcome = outcome(application, result, workflow, warnings);
            }
        } catch (RuntimeException e) {
            if (surroundings.interruption().isCancelled()) {
                return cancelled(workflow);
            }
            throw e;
        }
        new OutcomeReport(gorgon, display).print(outcome);
        return outcome.exitCode();
    }

    private Optional<RunRecord> startedBefore(WorkflowApplication application, Workflow workflow) {
        if (startKey == null || dryRun) {
            return Optional.empty();
        }
        return application.runs().journal().runs(Integer.MAX_VALUE).stream()
                .filter(run -> run.workflow().equals(workflow.id()))
                .filter(run -> startKey.equals(run.startKey()))
                .findFirst();
    }

    /** What has become of the run that was started with the same key. */
    private RunOutcome told(
            WorkflowApplication application,
            RunRecord before,
            Workflow workflow,
            List<String> warnings) {
        Surroundings surroundings = gorgon.surroundings();
        if (!display.json() && display.progress() != ProgressMode.JSON) {
            String sentence =
                    "run "
                            + before.runId()
                            + " was started with the key '"
                            + startKey
                            + "' before; nothing is started";
            surroundings.err().println(surroundings.errStyle().yellow("gorgon: ") + sentence);
        }
        RunResult result = PastRun.result(application.runs().journal(), before);
        return outcome(application, result, workflow, warnings);
    }

    private RunOutcome outcome(
            WorkflowApplication application,
            RunResult result,
            Workflow workflow,
            List<String> warnings) {
        if (dryRun) {
            return new RunOutcome(result, workflow, List.of(), null, warnings);
        }
        return DurableRuns.outcome(application.runs().journal(), result, workflow, null)
                .withWarnings(warnings);
    }

    private int cancelled(Workflow workflow) {
        Surroundings surroundings = gorgon.surroundings();
        String sentence = "the run was cancelled before it began";
        if (display.json()) {
            Json.print(
                    surroundings.out(),
                    RunDocument.notStarted(workflow, RunStatus.CANCELLED, sentence));
        } else {
            surroundings.err().println(surroundings.errStyle().red("gorgon: ") + sentence);
        }
        return ExitCode.CANCELLED;
    }

    private void warn(String sentence) {
        Surroundings surroundings = gorgon.surroundings();
        surroundings.err().println(surroundings.errStyle().yellow("warning: ") + sentence);
    }

    private void printPlan(RunPlan plan) {
        Surroundings surroundings = gorgon.surroundings();
        PlanTable table = new PlanTable(plan);
        if (display.json()) {
            table.print(surroundings.err(), surroundings.errStyle());
        } else {
            table.print(surroundings.out(), surroundings.outStyle());
        }
    }

    private int invalid(List<WorkflowProblem> errors) {
        Surroundings surroundings = gorgon.surroundings();
        if (display.json()) {
            Json.print(surroundings.out(), WorkflowProblems.failure(errors).toJson());
        } else {
            new WorkflowProblems(surroundings).printErrors(errors);
        }
        return ExitCode.INVALID;
    }

    private int notStarted(Workflow workflow, List<String> problems) {
        Surroundings surroundings = gorgon.surroundings();
        if (display.json()) {
            String error = String.join("; ", problems);
            Json.print(
                    surroundings.out(), RunDocument.notStarted(workflow, RunStatus.FAILED, error));
        } else {
            String prefix = surroundings.errStyle().red("gorgon: ");
            problems.forEach(it -> surroundings.err().println(prefix + it));
            surroundings.err().println("Give values with --var name=value or --vars FILE.");
        }
        return ExitCode.INVALID;
    }
}
