package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.journal.Journal;
import io.gorgon.journal.JournalContents;
import io.gorgon.state.StateDatabase;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks that what is recorded fits together. */
@Command(
        name = "fsck",
        description = {
            "Check the database and the journal: that budgets have booked what calls have cost, that",
            "nothing is running without a process, that every wait has an end. Nothing is changed.",
            "The exit code is 1 when something was found."
        })
final class FsckCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    private final GorgonCommand gorgon;

    FsckCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        try (OpenJournal open = OpenJournal.open(gorgon)) {
            List<Journal.Finding> findings = damages(open.database());
            JournalContents contents = null;
            if (findings.isEmpty()) {
                contents = JournalContents.of(open.database());
                findings = open.journal().check();
            }
            if (json) {
                Json.print(gorgon.surroundings().out(), document(contents, findings));
            } else {
                print(contents, findings);
            }
            return findings.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private static List<Journal.Finding> damages(StateDatabase database) {
        List<Journal.Finding> damages = new ArrayList<>();
        for (String damage : DatabaseCheck.of(database)) {
            damages.add(
                    new Journal.Finding(
                            null,
                            "The database " + database.name() + " is damaged: " + damage,
                            "Stop all that use it, keep a copy of it, and restore a backup."));
        }
        return damages;
    }

    /**
     * @param contents null when the database is so damaged that nobody can count
     */
    private void print(JournalContents contents, List<Journal.Finding> findings) {
        PrintStream out = gorgon.surroundings().out();
        Style style = gorgon.surroundings().outStyle();
        String checked =
                contents == null
                        ? ""
                        : Words.count(contents.runs(), "run")
                                + ", "
                                + Words.count(contents.calls(), "call")
                                + " checked: ";
        if (findings.isEmpty()) {
            out.println(checked + style.green("all is well"));
            return;
        }
        out.println(checked + style.red(Words.count(findings.size(), "finding")));
        for (Journal.Finding finding : findings) {
            boolean named = finding.runId() == null || finding.sentence().contains(finding.runId());
            String where = named ? "" : "run " + finding.runId() + ": ";
            out.println("- " + where + Untrusted.line(finding.sentence()));
            if (finding.remedy() != null) {
                out.println("  " + Untrusted.line(finding.remedy()));
            }
        }
    }

    private static ObjectNode document(JournalContents contents, List<Journal.Finding> findings) {
        ObjectNode document =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("runs", contents == null ? null : contents.runs())
                        .put("calls", contents == null ? null : contents.calls())
                        .put("ok", findings.isEmpty());
        ArrayNode all = document.putArray("findings");
        for (Journal.Finding finding : findings) {
            all.addObject()
                    .put("run_id", finding.runId())
                    .put("sentence", finding.sentence())
                    .put("remedy", finding.remedy());
        }
        return document;
    }
}
