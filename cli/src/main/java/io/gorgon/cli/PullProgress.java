package io.gorgon.cli;

import io.gorgon.llm.PullStream.Progress;
import java.io.PrintStream;
import java.time.Clock;

/**
 * Shows how far a model is: a bar that moves on a terminal, now and then a line elsewhere. Writes
 * to standard error.
 */
final class PullProgress {

    private static final int BAR_WIDTH = 24;
    private static final long REDRAW_MS = 100;
    private static final long LINE_MS = 5_000;

    /** Returns to the start of the line and clears it (ECMA-48 EL). */
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream err;
    private final boolean terminal;
    private final Clock clock;
    private String status;
    private long partStartMs;
    private long partStartBytes;
    private Long partTotal;
    private long lastShownMs = Long.MIN_VALUE / 2;
    private boolean barShown;

    PullProgress(Surroundings surroundings, Clock clock) {
        this.err = surroundings.err();
        this.terminal = surroundings.errCanRewrite();
        this.clock = clock;
    }

    void report(Progress progress) {
        long now = clock.millis();
        boolean newPart = !progress.status().equals(status);
        if (newPart) {
            begin(progress, now);
        }
        partTotal = progress.totalBytes();
        boolean due = now - lastShownMs >= (terminal ? REDRAW_MS : LINE_MS);
        if (newPart || due || isComplete(progress) && terminal) {
            lastShownMs = now;
            show(progress, now);
        }
    }

    /** Leaves the bar as it is and goes on below it. */
    void end() {
        if (barShown) {
            err.println();
            barShown = false;
        }
    }

    private void begin(Progress progress, long now) {
        end();
        status = progress.status();
        partStartMs = now;
        partStartBytes = progress.completedBytes() == null ? 0 : progress.completedBytes();
    }

    private boolean isComplete(Progress progress) {
        return partTotal != null && partTotal.equals(progress.completedBytes());
    }

    private void show(Progress progress, long now) {
        String line = line(progress, now);
        if (terminal) {
            err.print(CLEAR_LINE + line);
            err.flush();
            barShown = true;
        } else {
            err.println(line);
        }
    }

    private String line(Progress progress, long now) {
        Long total = progress.totalBytes();
        if (total == null || total <= 0) {
            return status;
        }
        long done = progress.completedBytes() == null ? 0 : progress.completedBytes();
        double part = Math.min(1.0, (double) done / total);
        String bar = terminal ? bar(part) + " " : "";
        return status
                + "  "
                + bar
                + (int) (part * 100)
                + "%  "
                + Words.bytes(done)
                + " of "
                + Words.bytes(total)
                + rate(done, total, now);
    }

    private static String bar(double part) {
        int filled = (int) (part * BAR_WIDTH);
        return "[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "]";
    }

    /** What came since this command began to watch: an earlier pull may have left a part of it. */
    private String rate(long done, long total, long now) {
        long elapsed = now - partStartMs;
        long came = done - partStartBytes;
        if (elapsed < 500 || came <= 0) {
            return "";
        }
        long perSecond = came * 1000 / elapsed;
        String rate = "  " + Words.bytes(perSecond) + "/s";
        return perSecond == 0 || done >= total
                ? rate
                : rate + "  " + Words.duration((total - done) * 1000 / perSecond) + " left";
    }
}
