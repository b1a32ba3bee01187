package io.gorgon.cli;

import io.gorgon.journal.Definition;
import io.gorgon.journal.Fork;
import io.gorgon.journal.RunRecord;
import io.gorgon.workflow.input.BoundInputs;
import io.gorgon.workflow.input.Inputs;
import io.gorgon.workflow.input.WorkflowInput;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.parse.InvalidWorkflowException;
import io.gorgon.workflow.parse.WorkflowProblem;
import io.gorgon.workflow.run.RunIds;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a new run that takes what another one has recorded before a step. */
@Command(
        name = "fork",
        description = {
            "Make a new run that takes from another one what it has recorded before a step, and goes",
            "on from there: with other inputs, or with a changed text. The other run stays as it is."
        })
final class ForkCommand implements Callable<Integer> {

    @Parameters(
            arity = "1",
            paramLabel = "RUN",
            description = "The run, or so much of the start of its name that no other has it.")
    private String id;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "STEP",
            description = "The first step that is done anew, one of the workflow's own list.")
    private String from;

    @Option(
            names = "--var",
            paramLabel = "NAME=VALUE",
            description = "The value of an input, in the place of what it was; as for run.")
    private List<String> variables = new ArrayList<>();

    @Option(
            names = "--vars",
            paramLabel = "FILE",
            description = "Values of inputs, a mapping in YAML or JSON; --var stands above it.")
    private Path variablesFile;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "A changed text of the workflow for the new run; steps are the same when their"
                            + " ids are.")
    private Path file;

    @Option(names = "--no-run", description = "Only make the new run, and print its name.")
    private boolean noRun;

    @Mixin private RunDisplay display = new RunDisplay();

    private final GorgonCommand gorgon;

    ForkCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        GivenInputs given = GivenInputs.read(variablesFile, variables, gorgon.surroundings());
        try (DurableRuns runs = DurableRuns.open(gorgon)) {
            RunRecord run = runs.find(id);
            Map<String, Object> before = runs.journal().values(run.runId()).inputs();
            Set<String> names = new HashSet<>(before.keySet());
            names.addAll(given.names());
            Definition pinned = PinnedText.first(runs.journal(), run);
            List<Definition> texts = file == null ? List.of() : changed(runs, pinned, names);
            Workflow workflow =
                    PinnedText.parse(texts.isEmpty() ? pinned : texts.get(0), runs.config(), names);
            List<String> warnings = given.doubts(workflow.inputs());
            warn(warnings);
            Fork fork =
                    new ForkPlan(run, workflow, runs.journal().steps(run.runId()))
                            .from(
                                    from,
                                    RunIds.next(Clock.systemUTC()),
                                    inputs(workflow, given, before),
                                    texts);
            return new ForkedRun(gorgon, display, noRun).make(runs, fork, warnings);
        }
    }

    /**
     * The texts of the changed file and of those that it calls. The first one keeps its name, by
     * which the run knows it.
     */
    private List<Definition> changed(DurableRuns runs, Definition pinned, Set<String> names) {
        WorkflowSources sources =
                new WorkflowSources(gorgon.surroundings().directory(), Optional.of(runs.config()));
        WorkflowFamily family = WorkflowFamily.read(sources, file, names);
        List<WorkflowProblem> errors = family.errors(false);
        if (!errors.isEmpty()) {
            throw new InvalidWorkflowException(errors);
        }
        List<Definition> texts = new ArrayList<>();
        for (Definition each : family.definitions()) {
            texts.add(
                    texts.isEmpty()
                            ? Definition.of(pinned.workflow(), pinned.fileName(), each.source())
                            : each);
        }
        return texts;
    }

    /** What was given now, and the defaults of what the run has no value for. */
    private Map<String, Object> inputs(
            Workflow workflow, GivenInputs given, Map<String, Object> before) {
        Map<String, Object> values = given.values(workflow.inputs());
        List<WorkflowInput> open =
                workflow.inputs().stream()
                        .filter(
                                input ->
                                        values.containsKey(input.name())
                                                || !before.containsKey(input.name()))
                        .toList();
        BoundInputs bound =
                Inputs.bind(open, values, new InputFiles(gorgon.surroundings().directory()));
        if (!bound.problems().isEmpty()) {
            throw new InvalidInputException(String.join("; ", bound.problems()));
        }
        return bound.values();
    }

    private void warn(List<String> warnings) {
        if (display.json() || !display.forPeople()) {
            return;
        }
        Surroundings surroundings = gorgon.surroundings();
        for (String warning : warnings) {
            surroundings.err().println(surroundings.errStyle().yellow("warning: ") + warning);
        }
    }
}
