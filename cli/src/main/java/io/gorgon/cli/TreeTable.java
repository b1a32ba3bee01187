package io.gorgon.cli;

import io.gorgon.workflow.run.StepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Rows of steps in columns that fit the width of a terminal. */
final class TreeTable {

    private static final String GAP = "  ";
    private static final int SIGN_WIDTH = 2;
    private static final int NOTE_WIDTH = 12;

    /** The columns that go first when there is no room. */
    private static final List<List<String>> LESS_IMPORTANT =
            List.of(List.of("IN", "OUT"), List.of("MODEL"));

    private final int width;
    private final Signs signs;
    private final Style style;

    private record Column(String title, int most, boolean right, Function<StepRow, String> text) {}

    TreeTable(int width, Signs signs, Style style) {
        this.width = width;
        this.signs = signs;
        this.style = style;
    }

    List<String> lines(List<StepRow> rows) {
        List<Column> columns = fitting(rows);
        List<Integer> widths = columns.stream().map(column -> width(column, rows)).toList();
        List<String> lines = new ArrayList<>();
        lines.add(style.dim(line(columns, widths, null)));
        for (StepRow row : rows) {
            lines.add(sign(row) + line(columns, widths, row).substring(1));
        }
        return lines;
    }

    private static List<Column> all() {
        return List.of(
                new Column("STEP", 30, false, StepRow::name),
                new Column("STATE", 20, false, StepRow::state),
                new Column("TRY", 3, true, StepRow::tries),
                new Column("MODEL", 20, false, StepRow::model),
                new Column("IN", 7, true, StepRow::input),
                new Column("OUT", 7, true, StepRow::output),
                new Column("COST", 7, true, StepRow::cost),
                new Column("TIME", 8, true, StepRow::time));
    }

    private List<Column> fitting(List<StepRow> rows) {
        int note = rows.stream().allMatch(row -> row.note().isEmpty()) ? 0 : NOTE_WIDTH;
        List<Column> columns = new ArrayList<>(all());
        for (List<String> titles : LESS_IMPORTANT) {
            int taken = SIGN_WIDTH;
            for (Column column : columns) {
                taken += width(column, rows) + GAP.length();
            }
            if (taken + note > width) {
                columns.removeIf(column -> titles.contains(column.title()));
            }
        }
        return columns;
    }

    private static int width(Column column, List<StepRow> rows) {
        int widest = column.title().length();
        for (StepRow row : rows) {
            widest = Math.max(widest, length(column.text().apply(row)));
        }
        return Math.min(column.most(), widest);
    }

    /**
     * @param row null for the titles
     */
    private String line(List<Column> columns, List<Integer> widths, StepRow row) {
        StringBuilder line = new StringBuilder(" ".repeat(SIGN_WIDTH));
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String text = row == null ? column.title() : column.text().apply(row);
            String cell = cut(text, widths.get(i));
            String padding = " ".repeat(widths.get(i) - length(cell));
            line.append(column.right() ? padding + cell : cell + padding).append(GAP);
        }
        line.append(row == null ? "NOTE" : row.note());
        return cut(line.toString().stripTrailing(), width);
    }

    private String sign(StepRow row) {
        if (row.step().inDoubt != null) {
            return style.yellow(signs.inDoubt());
        }
        if (row.step().stopped) {
            return style.yellow(signs.stopped());
        }
        StepStatus status = row.step().status();
        String sign = signs.of(status);
        return switch (status) {
            case SUCCESS -> style.green(sign);
            case FAILED, CANCELLED -> style.red(sign);
            case AWAITING_APPROVAL, PAUSED_BUDGET, RUNNING -> style.yellow(sign);
            default -> style.dim(sign);
        };
    }

    /** The text, with an ellipsis for what does not fit. */
    String cut(String text, int most) {
        if (length(text) <= most) {
            return text;
        }
        int kept = Math.max(0, most - signs.ellipsis().length());
        return text.substring(0, text.offsetByCodePoints(0, kept)) + signs.ellipsis();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
