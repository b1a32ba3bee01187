package io.gorgon.llm.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * Reads how long a provider asks to wait: {@code retry-after-ms}, or {@code retry-after} as RFC
 * 9110 10.2.3 has it.
 */
final class RetryAfter {

    private RetryAfter() {}

    /**
     * @param headers names in lower case
     * @return never negative; null when the headers do not say or cannot be read
     */
    static Duration read(Map<String, String> headers, Clock clock) {
        Duration millis = number(headers.get("retry-after-ms"), 1);
        if (millis != null) {
            return millis;
        }
        String value = headers.get("retry-after");
        Duration seconds = number(value, 1000);
        return seconds != null ? seconds : untilDate(value, clock);
    }

    private static Duration number(String value, int unitMillis) {
        if (value == null) {
            return null;
        }
        try {
            double amount = Double.parseDouble(value.trim());
            return Double.isFinite(amount)
                    ? Duration.ofMillis(Math.max(0, Math.round(amount * unitMillis)))
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Duration untilDate(String value, Clock clock) {
        if (value == null) {
            return null;
        }
        try {
            Instant date =
                    ZonedDateTime.parse(value.trim(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            Duration wait = Duration.between(clock.instant(), date);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
