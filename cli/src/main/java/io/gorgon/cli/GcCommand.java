package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gorgon.journal.Journal;
import io.gorgon.journal.JournalContents;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes what ended long ago. */
@Command(
        name = "gc",
        description = {
            "Remove runs that ended long ago, with their prompts and answers. Runs that are under way,",
            "wait or are paused stay."
        })
final class GcCommand implements Callable<Integer> {

    @Option(
            names = "--older",
            required = true,
            paramLabel = "TIME",
            converter = Converters.AgeConverter.class,
            description = "How long ago they ended at least: 90m, 12h, 30d or 4w.")
    private Duration older;

    @Option(names = "--dry-run", description = "Only say what would be removed.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    private final GorgonCommand gorgon;

    GcCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        try (OpenJournal open = OpenJournal.open(gorgon)) {
            Instant before = open.reader().clock().instant().minus(older);
            Journal.Collected collected =
                    dryRun
                            ? JournalContents.endedBefore(open.database(), before)
                            : open.journal().collect(before);
            print(before, collected);
            return ExitCode.DONE;
        }
    }

    private void print(Instant before, Journal.Collected collected) {
        Surroundings surroundings = gorgon.surroundings();
        if (json) {
            Json.print(
                    surroundings.out(),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("before", ShownTime.iso(before))
                            .put("dry_run", dryRun)
                            .put("runs", collected.runs())
                            .put("calls", collected.calls())
                            .put("bytes", collected.bytes()));
            return;
        }
        String what =
                Words.count(collected.runs(), "run")
                        + " and "
                        + Words.count(collected.calls(), "call")
                        + " outside of runs, about "
                        + Words.bytes(collected.bytes())
                        + " of texts";
        surroundings.out().println((dryRun ? "Would be removed: " : "Removed: ") + what + ".");
    }
}
