package io.gorgon.cli;

import io.gorgon.workflow.run.RunStatus;
import java.util.ArrayList;
import java.util.List;

/** Draws a moment of a run as lines of text. */
final class RunTree {

    /** More would not fit on a small terminal, and nobody reads more. */
    private static final int MOST_LINES = 20;

    /** The titles and the line of what is not shown. */
    private static final int OTHER_LINES = 2;

    private final int width;
    private final Signs signs;
    private final Style style;
    private final TreeTable table;

    /**
     * @param width of the terminal in characters
     */
    RunTree(int width, Signs signs, Style style) {
        this.width = width;
        this.signs = signs;
        this.style = style;
        this.table = new TreeTable(width, signs, style);
    }

    /** At most 20 lines, none longer than the terminal is wide. */
    List<String> lines(RunView.Moment moment) {
        List<String> lines = new ArrayList<>();
        String title = moment.workflow().name() + "  " + moment.runId();
        String state = "  " + status(moment) + " " + RunWords.time(moment.time());
        lines.add(style.bold(table.cut(title, Math.max(0, width - state.length()))) + state);
        lines.add(
                table.cut(
                        RunWords.budget(
                                moment.root().usage(),
                                moment.root().knownCost(),
                                moment.workflow().tokenBudget(),
                                signs),
                        width));
        if (moment.taken() != null) {
            lines.add(table.cut(moment.taken().sentence(), width));
        }
        int room = MOST_LINES - lines.size() - OTHER_LINES;
        List<StepRow> rows = new StepRows(room, moment.now()).of(moment.root());
        lines.addAll(table.lines(rows));
        int hidden = StepRows.count(moment.root()) - rows.size();
        if (hidden > 0) {
            lines.add(style.dim("  " + signs.ellipsis() + " " + hidden + " more"));
        }
        return lines;
    }

    private static String status(RunView.Moment moment) {
        RunStatus status = moment.result() == null ? RunStatus.RUNNING : moment.result().status();
        return RunWords.status(status.label());
    }
}
