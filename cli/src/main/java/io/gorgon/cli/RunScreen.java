package io.gorgon.cli;

import io.gorgon.journal.RunRecord;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepUsage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Draws what the journal knows of a run as lines of text. */
final class RunScreen {

    /** The titles, the steps, and the line of what is not shown. */
    private static final int MOST_LINES = 20;

    private static final int OTHER_LINES = 2;
    private static final int MOST_EVENTS = 6;

    /** What was waited for is worth telling from here on. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);

    private final int width;
    private final Signs signs;
    private final Style style;
    private final boolean everything;
    private final TreeTable table;

    /**
     * @param width of the terminal in characters
     * @param everything whether nothing may be left out
     */
    RunScreen(int width, Signs signs, Style style, boolean everything) {
        this.width = width;
        this.signs = signs;
        this.style = style;
        this.everything = everything;
        this.table = new TreeTable(width, signs, style);
    }

    /** Header, steps, events, and what ends a wait; no line longer than the terminal is wide. */
    List<String> lines(RunSnapshot snapshot) {
        List<String> lines = new ArrayList<>(header(snapshot));
        lines.addAll(steps(snapshot));
        List<String> events = new RunEvents(snapshot, signs).lines();
        int from = everything ? 0 : Math.max(0, events.size() - MOST_EVENTS);
        if (!events.isEmpty()) {
            lines.add("");
            if (from > 0) {
                lines.add(style.dim(signs.ellipsis() + " " + from + " events before"));
            }
            events.subList(from, events.size()).forEach(it -> lines.add(table.cut(it, width)));
        }
        lines.addAll(ending(snapshot));
        return lines;
    }

    private List<String> header(RunSnapshot snapshot) {
        RunRecord run = snapshot.run();
        List<String> lines = new ArrayList<>();
        String title = Untrusted.line(run.name()) + "  " + run.runId();
        String state =
                "  " + RunWords.status(snapshot.status()) + " " + RunWords.time(snapshot.time());
        lines.add(style.bold(table.cut(title, Math.max(0, width - state.length()))) + state);
        lines.addAll(wrapped(facts(snapshot)));
        lines.addAll(wrapped(budget(snapshot)));
        if (run.error() != null && run.status() != RunStatus.AWAITING_APPROVAL) {
            lines.add(table.cut(Untrusted.line(run.error()), width));
        }
        return lines;
    }

    private List<String> facts(RunSnapshot snapshot) {
        RunRecord run = snapshot.run();
        List<String> facts = new ArrayList<>();
        facts.add("started " + new ShownTime(snapshot.clock()).at(run.started()));
        if (run.active() != null
                && snapshot.time().minus(run.active()).compareTo(WORTH_TELLING) > 0) {
            facts.add("worked on for " + RunWords.time(run.active()));
        }
        if (run.owner() != null) {
            facts.add("by " + Untrusted.line(run.owner()));
        }
        if (run.origin() != null) {
            facts.add("of " + Untrusted.line(run.origin()));
        }
        if (run.forkedFrom() != null) {
            facts.add("forked from " + run.forkedFrom());
        }
        if (run.resumes() > 0) {
            facts.add("resumed " + run.resumes() + (signs.unicode() ? "×" : "x"));
        }
        if (run.savedTokens() > 0) {
            facts.add("saved by journal " + RunWords.spent(run.savedTokens(), run.savedUsd()));
        }
        return facts;
    }

    private List<String> budget(RunSnapshot snapshot) {
        RunRecord run = snapshot.run();
        StepUsage usage = snapshot.usage();
        List<String> parts = new ArrayList<>();
        if (snapshot.tokenLimit() > 0) {
            parts.add(RunWords.budget(usage, snapshot.knownCost(), snapshot.tokenLimit(), signs));
        } else {
            parts.add("tokens " + RunWords.tokens(usage.tokens(), usage.estimated()));
            parts.add("cost " + RunWords.cost(usage, snapshot.knownCost()));
        }
        if (run.inDoubtTokens() > 0) {
            BigDecimal usd = run.inDoubtUsd();
            parts.add(
                    "in doubt "
                            + RunWords.tokens(run.inDoubtTokens(), true)
                            + " tokens, "
                            + RunWords.cost(new StepUsage(run.inDoubtTokens(), 0, usd, true)));
        }
        return parts;
    }

    /** As many parts in a line as fit. */
    private List<String> wrapped(List<String> parts) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String part : parts) {
            String longer = line.isEmpty() ? part : line + signs.dot() + part;
            if (longer.length() > width && !line.isEmpty()) {
                lines.add(table.cut(line, width));
                line = part;
            } else {
                line = longer;
            }
        }
        lines.add(table.cut(line, width));
        return lines;
    }

    private List<String> steps(RunSnapshot snapshot) {
        StepView root = JournaledSteps.root(snapshot);
        List<String> lines = new ArrayList<>();
        if (root.inside.isEmpty()) {
            lines.add(style.dim("no step has begun"));
            return lines;
        }
        StepRows some =
                everything
                        ? StepRows.all(snapshot.now())
                        : new StepRows(MOST_LINES - OTHER_LINES, snapshot.now());
        List<StepRow> rows = some.of(root);
        lines.addAll(table.lines(rows));
        int hidden = StepRows.count(root) - rows.size();
        if (hidden > 0) {
            lines.add(style.dim("  " + signs.ellipsis() + " " + hidden + " more; --all shows all"));
        }
        return lines;
    }

    private List<String> ending(RunSnapshot snapshot) {
        List<String> commands = RunExplainer.explain(snapshot).commands();
        if (commands.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        String title = "goes on with: ";
        for (String command : commands) {
            lines.add(table.cut(title + command, width));
            title = " ".repeat("goes on with".length() - 2) + "or: ";
        }
        return lines;
    }
}
