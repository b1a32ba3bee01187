package io.gorgon.cli;

import io.gorgon.config.GorgonConfig;
import io.gorgon.workflow.parse.ParsedWorkflow;
import io.gorgon.workflow.parse.WorkflowProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the Camel route that a workflow becomes. */
@Command(
        name = "compile",
        description = {
            "Print the Camel route (YAML DSL) that a workflow becomes: the text that is run."
        })
final class CompileCommand implements Callable<Integer> {

    @Parameters(arity = "1", paramLabel = "FILE", description = "The workflow.")
    private Path file;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "Write it to this file instead, whole or not at all.")
    private Path target;

    private final GorgonCommand gorgon;

    CompileCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        Surroundings surroundings = gorgon.surroundings();
        GorgonConfig config = ConfigFile.load(gorgon.configFile(), gorgon.overrides());
        WorkflowSources files = new WorkflowSources(surroundings.directory(), Optional.of(config));
        ParsedWorkflow parsed = files.read(file, Set.of());
        WorkflowProblems problems = new WorkflowProblems(surroundings);
        List<WorkflowProblem> errors = parsed.errors(false);
        if (!errors.isEmpty()) {
            problems.printErrors(errors);
            return ExitCode.INVALID;
        }
        problems.printWarnings(parsed.warnings(false));
        String route = files.compile(parsed.workflow());
        if (target == null) {
            surroundings.out().print(route);
            surroundings.out().flush();
        } else {
            OutputFile.write(surroundings.directory().resolve(target), route);
        }
        return ExitCode.DONE;
    }
}
