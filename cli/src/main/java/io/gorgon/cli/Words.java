package io.gorgon.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them. */
final class Words {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Words() {}

    /** A size in decimal units, as model catalogues give it: {@code 4.7 GB}. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** A duration in milliseconds: {@code 840 ms}, {@code 12.3 s}, {@code 4 min 10 s}. */
    static String duration(long milliseconds) {
        if (milliseconds < 1000) {
            return milliseconds + " ms";
        }
        if (milliseconds < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", milliseconds / 1000.0);
        }
        long seconds = milliseconds / 1000;
        return seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** US dollars, with as many digits as a small amount needs. */
    static String dollars(BigDecimal amount) {
        BigDecimal cents = amount.setScale(2, RoundingMode.HALF_UP);
        boolean small = amount.signum() > 0 && amount.compareTo(BigDecimal.ONE) < 0;
        return "$" + (small ? amount.setScale(6, RoundingMode.HALF_UP) : cents).toPlainString();
    }

    /** {@code 1 token}, {@code 2 tokens}. */
    static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
