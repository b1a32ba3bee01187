package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.config.ConfigProblem;
import io.gorgon.config.GorgonConfig;
import io.gorgon.config.InvalidConfigException;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.parse.WorkflowProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether workflows can be run. */
@Command(
        name = "validate",
        description = {
            "Check workflows without running them: all errors and warnings at once.",
            "They are checked against the agents, the shell and the MCP servers of the configuration."
        })
final class ValidateCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Workflows.")
    private List<Path> files;

    @Option(
            names = "--strict",
            description = "Refuse a workflow with an output that no step gives.")
    private boolean strict;

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    private final GorgonCommand gorgon;
    private final List<Verdict> verdicts = new ArrayList<>();
    private List<ConfigProblem> configProblems = List.of();

    /**
     * What is to say about a file.
     *
     * @param unreadable why it could not be read; null when it could
     * @param family null when it could not be read
     */
    private record Verdict(Path file, String unreadable, WorkflowFamily family) {

        boolean isValid(boolean strict) {
            return family != null && family.errors(strict).isEmpty();
        }
    }

    ValidateCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        WorkflowSources reader = new WorkflowSources(gorgon.surroundings().directory(), config());
        files.forEach(file -> verdicts.add(verdict(reader, file)));
        if (json) {
            printJson();
        } else {
            print();
        }
        return isValid() ? ExitCode.DONE : ExitCode.INVALID;
    }

    private Optional<GorgonConfig> config() {
        try {
            return Optional.of(ConfigFile.load(gorgon.configFile(), gorgon.overrides()));
        } catch (InvalidConfigException e) {
            configProblems = e.problems();
            return Optional.empty();
        }
    }

    private static Verdict verdict(WorkflowSources reader, Path file) {
        try {
            return new Verdict(file, null, WorkflowFamily.read(reader, file, Set.of()));
        } catch (InvalidInputException e) {
            return new Verdict(file, e.getMessage(), null);
        }
    }

    private boolean isValid() {
        return configProblems.isEmpty() && verdicts.stream().allMatch(it -> it.isValid(strict));
    }

    private void print() {
        Surroundings surroundings = gorgon.surroundings();
        WorkflowProblems problems = new WorkflowProblems(surroundings);
        String error = surroundings.errStyle().red("error: ");
        configProblems.forEach(it -> surroundings.err().println(error + it));
        for (Verdict verdict : verdicts) {
            if (verdict.family() == null) {
                surroundings.err().println(error + verdict.unreadable());
                continue;
            }
            List<WorkflowProblem> errors = verdict.family().errors(strict);
            problems.printErrors(errors);
            problems.printWarnings(verdict.family().warnings(strict));
            if (errors.isEmpty()) {
                String steps = Words.count(steps(verdict), "step");
                surroundings
                        .out()
                        .println(
                                surroundings.outStyle().green("OK")
                                        + "  "
                                        + verdict.file()
                                        + "  "
                                        + steps);
            }
        }
    }

    private void printJson() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("valid", isValid());
        ArrayNode list = document.putArray("files");
        for (Verdict verdict : verdicts) {
            ObjectNode file = list.addObject();
            file.put("file", verdict.file().toString());
            file.put("valid", verdict.isValid(strict));
            file.put("steps", verdict.isValid(strict) ? steps(verdict) : null);
            ArrayNode problems = file.putArray("problems");
            ArrayNode warnings = file.putArray("warnings");
            if (verdict.family() == null) {
                problems.addObject()
                        .put("file", verdict.file().toString())
                        .putNull("line")
                        .putNull("column")
                        .put("message", verdict.unreadable());
            } else {
                WorkflowProblems.add(problems, verdict.family().errors(strict));
                WorkflowProblems.add(warnings, verdict.family().warnings(strict));
            }
        }
        ArrayNode problems = document.putArray("config_problems");
        for (ConfigProblem problem : configProblems) {
            problems.addObject()
                    .put("file", problem.source())
                    .put("line", problem.line())
                    .put("column", problem.column())
                    .put("message", problem.message());
        }
        Json.print(gorgon.surroundings().out(), document);
    }

    private static Integer steps(Verdict verdict) {
        return count(verdict.family().first().steps());
    }

    private static int count(List<Step> steps) {
        int count = steps.size();
        for (Step step : steps) {
            for (List<Step> block : step.blocks().values()) {
                count += count(block);
            }
        }
        return count;
    }
}
