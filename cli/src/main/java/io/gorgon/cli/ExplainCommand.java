package io.gorgon.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a run is doing or waiting for. */
@Command(
        name = "explain",
        description = {
            "Say in a few sentences what a run is doing or waiting for, since when, and which command",
            "ends the wait. Nothing is run."
        })
final class ExplainCommand implements Callable<Integer> {

    @Parameters(
            arity = "1",
            paramLabel = "RUN",
            description = "The run, or so much of the start of its name that no other has it.")
    private String id;

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    private final GorgonCommand gorgon;

    ExplainCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        try (OpenJournal open = OpenJournal.open(gorgon)) {
            RunSnapshot snapshot = open.reader().read(open.find(id), false);
            Explanation explanation = RunExplainer.explain(snapshot);
            PrintStream out = gorgon.surroundings().out();
            if (json) {
                Json.print(out, RunSnapshotDocument.explanation(snapshot, explanation));
            } else {
                print(snapshot, explanation, out);
            }
            return ExitCode.DONE;
        }
    }

    private void print(RunSnapshot snapshot, Explanation explanation, PrintStream out) {
        Style style = gorgon.surroundings().outStyle();
        out.println(
                style.bold(Untrusted.line(snapshot.run().name()))
                        + "  "
                        + snapshot.run().runId()
                        + "  "
                        + RunWords.status(snapshot.status()));
        explanation.sentences().forEach(out::println);
        List<String> commands = explanation.commands();
        if (!commands.isEmpty()) {
            out.println();
            commands.forEach(command -> out.println("  " + style.bold(command)));
        }
    }
}
