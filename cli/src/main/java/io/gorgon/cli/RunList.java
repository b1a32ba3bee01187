package io.gorgon.cli;

import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.RunRecord;
import io.gorgon.workflow.run.StepUsage;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lists runs, and what they wait for people to decide. */
final class RunList {

    private static final int MOST_OF_NAME = 24;
    private static final int LEAST_OF_NAME = 8;

    /** Where there is room for what runs wait for. */
    private static final int WIDE = 100;

    private final PrintStream out;
    private final Style style;
    private final Signs signs;
    private final int width;
    private final Clock clock;
    private final ShownTime time;

    RunList(Surroundings surroundings, Clock clock) {
        this.out = surroundings.out();
        this.style = surroundings.outStyle();
        this.signs = Signs.in(surroundings);
        this.width = surroundings.width();
        this.clock = clock;
        this.time = new ShownTime(clock);
    }

    /**
     * @param more whether there are older ones
     */
    void print(List<RunRecord> runs, boolean more) {
        if (runs.isEmpty()) {
            out.println("There is no run yet; 'gorgon run FILE' starts one.");
            return;
        }
        boolean waits = width >= WIDE && runs.stream().anyMatch(run -> !run.waitingFor().isEmpty());
        TextTable table =
                waits
                        ? new TextTable(
                                "RUN",
                                "WORKFLOW",
                                "STATUS",
                                "STARTED",
                                "TOKENS",
                                "COST",
                                "WAITS FOR")
                        : new TextTable("RUN", "WORKFLOW", "STATUS", "STARTED", "TOKENS", "COST");
        int room = width - taken(runs);
        int forName = Math.max(LEAST_OF_NAME, Math.min(MOST_OF_NAME, waits ? room / 2 : room));
        for (RunRecord run : runs) {
            List<String> cells = new ArrayList<>();
            cells.add(run.runId());
            cells.add(cut(Untrusted.line(run.workflow()), forName));
            cells.add(RunWords.status(RunSnapshot.status(run)));
            cells.add(time.brief(run.started()));
            cells.add(RunWords.tokens(run.tokens()));
            cells.add(cost(run));
            if (waits) {
                String path = run.waitingFor().isEmpty() ? "" : run.waitingFor().get(0);
                cells.add(cut(Untrusted.line(path), Math.max(LEAST_OF_NAME, room - forName - 2)));
            }
            table.row(cells.toArray(String[]::new));
        }
        table.print(out, style);
        if (more) {
            out.println(style.dim("There are older runs: --limit shows more."));
        }
    }

    /** What the columns take that are not cut. */
    private static int taken(List<RunRecord> runs) {
        int id = 3;
        int status = 6;
        int cost = 4;
        for (RunRecord run : runs) {
            id = Math.max(id, run.runId().length());
            status = Math.max(status, RunSnapshot.status(run).length());
            cost = Math.max(cost, cost(run).length());
        }
        int gaps = 2 * 5;
        return id + status + ShownTime.SHORT_WIDTH + "TOKENS".length() + cost + gaps;
    }

    private static String cost(RunRecord run) {
        return RunWords.cost(new StepUsage(run.tokens(), 0, run.costUsd(), false));
    }

    /** Each question with its run under it. */
    void printWaiting(List<ApprovalRecord> waiting) {
        if (waiting.isEmpty()) {
            out.println("Nothing waits for a person.");
            return;
        }
        Instant now = clock.instant();
        for (ApprovalRecord each : waiting) {
            String head =
                    each.runId()
                            + "  "
                            + Untrusted.line(each.workflow())
                            + "  "
                            + Untrusted.line(each.path());
            out.println(style.bold(cut(head, width)));
            boolean again = each.kind() == ApprovalRecord.Kind.IN_DOUBT;
            String question = (again ? "once more? " : "") + Untrusted.firstLine(each.prompt());
            out.println(cut("  " + question, width));
            out.println(cut("  " + since(each, now) + signs.dot() + expires(each, now), width));
        }
        out.println(
                style.dim(
                        cut(
                                "'gorgon approve TOKEN' answers; 'gorgon explain RUN' tells more.",
                                width)));
    }

    private String since(ApprovalRecord each, Instant now) {
        return "since "
                + time.at(each.requested())
                + ", "
                + ShownTime.about(Duration.between(each.requested(), now));
    }

    private String expires(ApprovalRecord each, Instant now) {
        if (each.expires() == null) {
            return "does not expire";
        }
        return each.expires().isAfter(now)
                ? "expires in " + ShownTime.about(Duration.between(now, each.expires()))
                : "expired " + time.at(each.expires());
    }

    private String cut(String text, int most) {
        return new TreeTable(most, signs, style).cut(text, most);
    }
}
