package io.gorgon.workflow.run;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;

/**
 * Names for runs: in the order of time, short enough to type, and nobody can guess the next one.
 */
public final class RunIds {

    private static final int TIME_DIGITS = 8;
    private static final int RANDOM_DIGITS = 6;
    private static final int BASE = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RunIds() {}

    /** A new name, such as {@code 01k9x3f7-h2m8qa}. */
    public static String next(Clock clock) {
        String time = Long.toString(clock.millis() / 10, BASE);
        StringBuilder id = new StringBuilder("0".repeat(Math.max(0, TIME_DIGITS - time.length())));
        id.append(time).append('-');
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            id.append(Integer.toString(RANDOM.nextInt(BASE), BASE));
        }
        return id.toString().toLowerCase(Locale.ROOT);
    }
}
