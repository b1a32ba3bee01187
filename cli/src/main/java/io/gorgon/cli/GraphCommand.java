package io.gorgon.cli;

import io.gorgon.workflow.graph.GraphHtml;
import io.gorgon.workflow.graph.GraphSvg;
import io.gorgon.workflow.graph.MermaidText;
import io.gorgon.workflow.graph.WorkflowGraph;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.parse.ParsedWorkflow;
import io.gorgon.workflow.parse.WorkflowProblem;
import io.gorgon.workflow.step.StepTypes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws workflows. */
@Command(
        name = "graph",
        description = {
            "Draw a workflow: as text for Mermaid, as SVG or as a page. Nothing is run, and no drawing",
            "needs anything from the network."
        })
final class GraphCommand implements Callable<Integer> {

    /** Given without a file, an option means standard output. */
    private static final String STANDARD_OUTPUT = "-";

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A workflow.")
    private Path file;

    @Option(
            names = "--svg",
            arity = "0..1",
            paramLabel = "OUT",
            fallbackValue = STANDARD_OUTPUT,
            description = "Draw it as SVG, into the file OUT or to standard output.")
    private String svg;

    @Option(
            names = "--html",
            arity = "0..1",
            paramLabel = "OUT",
            fallbackValue = STANDARD_OUTPUT,
            description =
                    "Make a page of it with its steps, inputs and outputs, into the file OUT or to"
                            + " standard output.")
    private String html;

    private final GorgonCommand gorgon;

    GraphCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        if (svg != null && html != null) {
            throw new InvalidInputException("use one of --svg and --html at a time");
        }
        takeFileFromOption();
        // drawing needs no configuration, which may be another machine's
        WorkflowSources files =
                new WorkflowSources(gorgon.surroundings().directory(), Optional.empty());
        ParsedWorkflow parsed = files.read(file, Set.of());
        List<WorkflowProblem> errors = parsed.errors(false);
        if (!errors.isEmpty()) {
            new WorkflowProblems(gorgon.surroundings()).printErrors(errors);
            return ExitCode.INVALID;
        }
        StepTypes types = files.types();
        Workflow workflow = parsed.workflow();
        if (svg != null) {
            write(GraphSvg.of(WorkflowGraph.of(workflow, types)), svg);
        } else if (html != null) {
            write(GraphHtml.of(workflow, types), html);
        } else {
            write(MermaidText.of(WorkflowGraph.of(workflow, types)), STANDARD_OUTPUT);
        }
        return ExitCode.DONE;
    }

    /** In {@code --svg review.yaml} the file is the workflow: nobody wants it to be overwritten. */
    private void takeFileFromOption() {
        if (file == null && isWorkflow(svg)) {
            file = Path.of(svg);
            svg = STANDARD_OUTPUT;
        } else if (file == null && isWorkflow(html)) {
            file = Path.of(html);
            html = STANDARD_OUTPUT;
        }
        if (file == null) {
            throw new InvalidInputException(
                    "no workflow is given; name its file, as in 'gorgon graph review.yaml'");
        }
    }

    private static boolean isWorkflow(String option) {
        return option != null && (option.endsWith(".yaml") || option.endsWith(".yml"));
    }

    private void write(String drawing, String out) {
        Surroundings surroundings = gorgon.surroundings();
        if (out.equals(STANDARD_OUTPUT)) {
            surroundings.out().print(drawing);
            return;
        }
        if (isWorkflow(out)) {
            throw new InvalidInputException(
                    "'" + out + "' looks like a workflow; a drawing is not written over it");
        }
        Path target = surroundings.directory().resolve(out);
        OutputFile.write(target, drawing);
        surroundings.err().println(surroundings.errStyle().dim("written to " + target));
    }
}
