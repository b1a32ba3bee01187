package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.RunRecord;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the runs that the journal knows. */
@Command(
        name = "runs",
        description = {
            "List the runs of workflows, newest first: what has become of them, what they used, and",
            "what they wait for. Nothing is run."
        })
final class RunsCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print one JSON document instead of a table.")
    private boolean json;

    @Option(
            names = "--waiting",
            description = "List what waits for a person instead, the oldest question first.")
    private boolean waiting;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "The most that are listed; without it: ${DEFAULT-VALUE}.")
    private int limit;

    private final GorgonCommand gorgon;

    RunsCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new InvalidInputException("--limit has to be 1 or more");
        }
        try (OpenJournal open = OpenJournal.open(gorgon)) {
            RunList list = new RunList(gorgon.surroundings(), open.reader().clock());
            if (waiting) {
                List<ApprovalRecord> all = open.journal().waiting();
                List<ApprovalRecord> some = all.subList(0, Math.min(limit, all.size()));
                if (json) {
                    print(array -> some.forEach(it -> array.add(RunSnapshotDocument.approval(it))));
                } else {
                    list.printWaiting(some);
                }
            } else {
                boolean more = limit < Integer.MAX_VALUE;
                List<RunRecord> found = open.journal().runs(more ? limit + 1 : limit);
                List<RunRecord> some = found.subList(0, Math.min(limit, found.size()));
                if (json) {
                    print(array -> some.forEach(it -> array.add(RunSnapshotDocument.listed(it))));
                } else {
                    list.print(some, found.size() > some.size());
                }
            }
            return ExitCode.DONE;
        }
    }

    private void print(Consumer<ArrayNode> filled) {
        ArrayNode document = JsonNodeFactory.instance.arrayNode();
        filled.accept(document);
        Json.print(gorgon.surroundings().out(), document);
    }
}
