package io.gorgon.cli;

import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.CallEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When what was done in a run, drawn as SVG: steps light, calls of models solid, waiting for people
 * dotted, what is in doubt striped.
 */
final class RunGantt {

    static final String STYLE =
            """
            .gt{font-size:12px;fill:currentColor}
            .gs{fill:#94a3b8;fill-opacity:.35}
            .gc{fill:#2563eb}
            .gf{fill:#b91c1c}
            .gd{fill:url(#doubt);stroke:#b45309}
            .gw{fill:none;stroke:#7c3aed;stroke-width:3;stroke-dasharray:2 4}
            .ga{stroke:#94a3b8;stroke-opacity:.5}
            .gp{stroke:#b45309;stroke-width:3}
            """;

    /** A page with more could not be read, nor opened by some browsers. */
    private static final int MOST_ROWS = 300;

    private static final int LABEL_WIDTH = 220;
    private static final int CHART_WIDTH = 760;
    private static final int ROW_HEIGHT = 20;
    private static final int TOP = 46;
    private static final int TICKS = 5;
    private static final double LEAST_BAR = 2;
    private static final int LABEL_LENGTH = 32;

    private final RunSnapshot snapshot;
    private final Instant start;
    private final double span;
    private final PageText svg = new PageText();

    private RunGantt(RunSnapshot snapshot) {
        this.snapshot = snapshot;
        this.start = snapshot.run().started();
        this.span = Math.max(1, Duration.between(start, end()).toMillis());
    }

    /** An {@code svg} element; ends with a line break. */
    static String of(RunSnapshot snapshot) {
        return new RunGantt(snapshot).build();
    }

    private Instant end() {
        return snapshot.run().finished() == null ? snapshot.now() : snapshot.run().finished();
    }

    private String build() {
        List<StepView> all = new ArrayList<>();
        collect(JournaledSteps.root(snapshot), all);
        List<StepView> rows = all.subList(0, Math.min(MOST_ROWS, all.size()));
        int height = TOP + ROW_HEIGHT * rows.size() + (rows.size() < all.size() ? 26 : 8);
        int width = LABEL_WIDTH + CHART_WIDTH + 70;
        svg.raw(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"when which step"
                        + " was done\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n"
                                .formatted(width, height, width, height));
        svg.raw(
                "<defs><pattern id=\"doubt\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
                        + " patternTransform=\"rotate(45)\"><line class=\"gp\" x1=\"0\" y1=\"0\""
                        + " x2=\"0\" y2=\"6\"/></pattern></defs>\n");
        legend();
        axis(TOP + ROW_HEIGHT * rows.size());
        for (int i = 0; i < rows.size(); i++) {
            row(rows.get(i), TOP + i * ROW_HEIGHT);
        }
        if (rows.size() < all.size()) {
            label(0, height - 8, (all.size() - rows.size()) + " more steps are in the table above");
        }
        return svg.raw("</svg>\n").toString();
    }

    private static void collect(StepView around, List<StepView> rows) {
        for (StepView step : around.inside) {
            if (step.started != null) {
                rows.add(step);
            }
            collect(step, rows);
        }
    }

    private void legend() {
        rect("gs", 0, 2, 18);
        label(24, 13, "step");
        rect("gc", 70, 2, 18);
        label(94, 13, "call of a model");
        rect("gf", 205, 2, 18);
        label(229, 13, "failed call");
        line("gw", 315, 8, 335);
        label(341, 13, "waits for a person");
        rect("gd", 470, 2, 18);
        label(494, 13, "in doubt");
    }

    private void axis(int bottom) {
        for (int i = 0; i <= TICKS; i++) {
            double x = LABEL_WIDTH + (double) CHART_WIDTH * i / TICKS;
            Duration time = Duration.ofMillis((long) (span * i / TICKS));
            svg.raw(
                    "<line class=\"ga\" x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\"/>\n"
                            .formatted(PageText.number(x), TOP - 6, PageText.number(x), bottom));
            label(x, TOP - 10, RunWords.time(time));
        }
    }

    private void row(StepView step, int y) {
        int depth = depth(step);
        String name = StepPath.name(step.path);
        String label =
                name.length() > LABEL_LENGTH ? name.substring(0, LABEL_LENGTH - 1) + "…" : name;
        svg.raw("<g><title>").text(step.path).raw("</title>\n");
        label(depth * 12, y + 14, label);
        Duration time = step.time(snapshot.now());
        Instant begin = step.started;
        bar("gs", begin, begin.plus(time == null ? Duration.ZERO : time), y + 3);
        for (CallEntry call : snapshot.callsOf(step.path)) {
            bar(style(call), call.started(), until(call), y + 3);
        }
        for (ApprovalRecord each : snapshot.approvals()) {
            if (each.path().equals(step.path)) {
                line("gw", x(each.requested()), y + 9, x(until(each)));
            }
        }
        svg.raw("</g>\n");
    }

    private String style(CallEntry call) {
        return switch (call.state()) {
            case IN_DOUBT -> "gd";
            case FAILED, ABANDONED -> "gf";
            case STARTED -> snapshot.isWorkedOn() ? "gc" : "gd";
            case SUCCEEDED -> "gc";
        };
    }

    private Instant until(CallEntry call) {
        if (call.finished() != null) {
            return call.finished();
        }
        return snapshot.isWorkedOn() ? snapshot.now() : snapshot.run().changed();
    }

    private Instant until(ApprovalRecord question) {
        if (question.decidedAt() != null) {
            return question.decidedAt();
        }
        Instant expires = question.expires();
        return expires != null && expires.isBefore(snapshot.now()) ? expires : snapshot.now();
    }

    private static int depth(StepView step) {
        int depth = 0;
        for (StepView each = step.parent; each != null && each.parent != null; each = each.parent) {
            depth++;
        }
        return depth;
    }

    private double x(Instant moment) {
        double part = Duration.between(start, moment).toMillis() / span;
        return LABEL_WIDTH + CHART_WIDTH * Math.max(0, Math.min(1, part));
    }

    private void bar(String style, Instant from, Instant to, int y) {
        rect(style, x(from), y, Math.max(LEAST_BAR, x(to) - x(from)));
    }

    private void rect(String style, double x, int y, double width) {
        svg.raw(
                "<rect class=\"%s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"12\" rx=\"2\"/>\n"
                        .formatted(style, PageText.number(x), y, PageText.number(width)));
    }

    private void line(String style, double from, int y, double to) {
        svg.raw(
                "<line class=\"%s\" x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\"/>\n"
                        .formatted(style, PageText.number(from), y, PageText.number(to), y));
    }

    private void label(double x, int y, String text) {
        svg.raw("<text class=\"gt\" x=\"%s\" y=\"%d\">".formatted(PageText.number(x), y));
        svg.text(text).raw("</text>\n");
    }
}
