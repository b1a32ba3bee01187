package io.gorgon.cli;

import io.gorgon.workflow.run.StepStatus;
import java.util.Locale;

/**
 * Characters that a terminal can show.
 *
 * @param unicode false for ASCII only
 */
record Signs(boolean unicode) {

    /** Set by the launcher, which gives Java a UTF-8 locale where there was another one. */
    private static final String ASCII = "GORGON_ASCII";

    /** By the locale, as POSIX orders its variables; without one, ASCII. */
    static Signs in(Surroundings surroundings) {
        if (surroundings.variable(ASCII) != null) {
            return new Signs(false);
        }
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = surroundings.variable(name);
            if (value != null) {
                String charset = value.toLowerCase(Locale.ROOT).replace("-", "");
                return new Signs(charset.contains("utf8"));
            }
        }
        return new Signs(false);
    }

    String of(StepStatus status) {
        return switch (status) {
            case SUCCESS -> unicode ? "✔" : "+";
            case FAILED -> unicode ? "✖" : "x";
            case RUNNING -> unicode ? "▶" : ">";
            case AWAITING_APPROVAL, PAUSED_BUDGET -> unicode ? "▲" : "!";
            case CANCELLED -> unicode ? "■" : "#";
            case SKIPPED -> unicode ? "↷" : "-";
            case PENDING -> unicode ? "○" : ".";
        };
    }

    /** Of a step of which nobody knows how far it came. */
    String inDoubt() {
        return unicode ? "◐" : "?";
    }

    /** Of a step that was begun and that nobody works on. */
    String stopped() {
        return unicode ? "◌" : "~";
    }

    /** Stands between parts of a line. */
    String dot() {
        return unicode ? " · " : " | ";
    }

    /** Stands for what was cut off. */
    String ellipsis() {
        return unicode ? "…" : "...";
    }

    /**
     * A bar of how much is used.
     *
     * @param part from 0 to 1; more is shown as 1
     */
    String bar(double part, int width) {
        int filled = (int) Math.round(Math.max(0, Math.min(1, part)) * width);
        return "["
                + (unicode ? "█" : "#").repeat(filled)
                + (unicode ? "░" : ".").repeat(width - filled)
                + "]";
    }
}
