package io.gorgon.cli;

import io.gorgon.workflow.run.StepUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** What a run has used, in few characters. */
final class RunWords {

    /** Stands for what is not known. */
    static final String UNKNOWN = "?";

    private static final int BAR_WIDTH = 20;
    private static final BigDecimal SMALLEST = new BigDecimal("0.01");

    private RunWords() {}

    /** {@code 840}, {@code 12.1k}, {@code 3.4M}. */
    static String tokens(long tokens) {
        if (tokens < 1_000) {
            return String.valueOf(tokens);
        }
        boolean thousands = tokens < 999_950;
        double value = tokens / (thousands ? 1_000.0 : 1_000_000.0);
        return String.format(Locale.ROOT, "%.1f%s", value, thousands ? "k" : "M");
    }

    /** The same, with a {@code ~} before an estimate. */
    static String tokens(long tokens, boolean estimated) {
        return (estimated ? "~" : "") + tokens(tokens);
    }

    /** US dollars: {@code 0.00}, {@code <0.01}, {@code 1.71}, {@code ~0.07}, {@code ?}. */
    static String cost(StepUsage usage) {
        BigDecimal cost = usage.costUsd();
        if (cost == null) {
            return UNKNOWN;
        }
        if (cost.signum() > 0 && cost.compareTo(SMALLEST) < 0) {
            return "<0.01";
        }
        String estimate = usage.estimated() && cost.signum() > 0 ? "~" : "";
        return estimate + cost.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    /**
     * Costs of which some are not known: {@code 1.71 (partial)}.
     *
     * @param known the part that is
     */
    static String cost(StepUsage usage, BigDecimal known) {
        if (usage.costUsd() != null || known.signum() == 0) {
            return cost(usage);
        }
        StepUsage part =
                new StepUsage(usage.inputTokens(), usage.outputTokens(), known, usage.estimated());
        return cost(part) + " (partial)";
    }

    /**
     * How much of its budget a run has used.
     *
     * @param known the part of the costs that is known
     * @param limit tokens; zero when there is no limit
     */
    static String budget(StepUsage usage, BigDecimal known, long limit, Signs signs) {
        double part = limit <= 0 ? 0 : (double) usage.tokens() / limit;
        return "tokens "
                + tokens(usage.tokens(), usage.estimated())
                + " of "
                + tokens(limit)
                + " "
                + signs.bar(part, BAR_WIDTH)
                + " "
                + (long) (part * 100)
                + "%   cost "
                + cost(usage, known);
    }

    /**
     * {@code 14.1k tokens, $0.84}.
     *
     * @param usd US dollars; null when a price is not known
     */
    static String spent(long tokens, BigDecimal usd) {
        String cost = cost(new StepUsage(tokens, 0, usd, false));
        return tokens(tokens) + " tokens, " + (usd == null ? "cost unknown" : "$" + cost);
    }

    /** {@code 0:19}, {@code 1:02:03}. */
    static String time(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        long minutes = seconds / 60;
        return minutes < 60
                ? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60)
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", minutes / 60, minutes % 60, seconds % 60);
    }

    /** A delay to wait for: {@code 800 ms}, {@code 4 s}. */
    static String delay(Duration delay) {
        return delay.toMillis() < 1_000 ? delay.toMillis() + " ms" : delay.toSeconds() + " s";
    }

    /** A status as people read it: {@code awaiting approval}. */
    static String status(String label) {
        return label.replace('_', ' ');
    }
}
