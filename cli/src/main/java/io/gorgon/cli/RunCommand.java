package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.config.GorgonConfig;
import io.gorgon.workflow.input.BoundInputs;
import io.gorgon.workflow.input.Inputs;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.parse.WorkflowProblem;
import io.gorgon.workflow.plan.RunPlan;
import io.gorgon.workflow.run.RunListener;
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

    @Option(
            names = "--strict",
            description = "Do not run a workflow with an output that no step gives.")
    private boolean strict;

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
        if (!json) {
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
        RunOptions options =
                new RunOptions(
                        null,
                        dryRun,
                        surroundings.interruption(),
                        new RunListener() {},
                        inputFiles);
        return run(family, values, options, warnings);
    }

    private int run(
            WorkflowFamily family,
            Map<String, Object> values,
            RunOptions options,
            List<String> warnings) {
        Surroundings surroundings = gorgon.surroundings();
        Workflow workflow = family.first();
        RunResult result;
        try (RunProgress shown =
                        RunProgress.of(progress, workflow, surroundings, Clock.systemUTC());
                WorkflowApplication application =
                        WorkflowApplication.start(gorgon.invocation(), dryRun, family::load)) {
            result = application.run(workflow, values, told(options, shown));
        } catch (RuntimeException e) {
            if (surroundings.interruption().isCancelled()) {
                return cancelled(workflow);
            }
            throw e;
        }
        report(result, workflow, warnings);
        return ExitCode.of(result.status());
    }

    private static RunOptions told(RunOptions options, RunProgress shown) {
        return new RunOptions(
                options.runId(),
                options.dryRun(),
                options.cancellation(),
                shown.listener(),
                options.files());
    }

    private void report(RunResult result, Workflow workflow, List<String> warnings) {
        Surroundings surroundings = gorgon.surroundings();
        if (json) {
            ObjectNode document = RunDocument.of(result, workflow);
            ArrayNode all = document.putArray("warnings");
            warnings.forEach(all::add);
            result.warnings().forEach(all::add);
            Json.print(surroundings.out(), document);
            return;
        }
        RunSummary summary = new RunSummary(surroundings);
        boolean forPeople = progress != ProgressMode.QUIET && progress != ProgressMode.JSON;
        if (forPeople) {
            summary.print(result, workflow);
        }
        if (progress != ProgressMode.JSON) {
            summary.printError(result);
        }
        summary.printOutputs(result.outputs());
    }

    private int cancelled(Workflow workflow) {
        Surroundings surroundings = gorgon.surroundings();
        String sentence = "the run was cancelled before it began";
        if (json) {
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
        if (json) {
            table.print(surroundings.err(), surroundings.errStyle());
        } else {
            table.print(surroundings.out(), surroundings.outStyle());
        }
    }

    private int invalid(List<WorkflowProblem> errors) {
        Surroundings surroundings = gorgon.surroundings();
        if (json) {
            Json.print(surroundings.out(), WorkflowProblems.failure(errors).toJson());
        } else {
            new WorkflowProblems(surroundings).printErrors(errors);
        }
        return ExitCode.INVALID;
    }

    private int notStarted(Workflow workflow, List<String> problems) {
        Surroundings surroundings = gorgon.surroundings();
        if (json) {
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
