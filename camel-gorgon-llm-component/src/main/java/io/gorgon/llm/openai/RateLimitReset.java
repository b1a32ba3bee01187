package io.gorgon.llm.openai;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads when a used-up limit is free again (OpenAI API, rate limit headers {@code
 * x-ratelimit-remaining-*} and {@code x-ratelimit-reset-*}), a hint where there is no {@code
 * retry-after}.
 */
final class RateLimitReset {

    private static final Pattern DURATION =
            Pattern.compile(
                    "(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9}(?:\\.\\d+)?)s)?(?:(\\d{1,9}(?:\\.\\d+)?)ms)?");

    private RateLimitReset() {}

    /**
     * @param headers names in lower case
     * @return the longest wait of the limits of which nothing remains; null when there is none
     */
    static Duration read(Map<String, String> headers) {
        Duration longest = null;
        for (String limit : List.of("requests", "tokens")) {
            Duration reset =
                    "0".equals(headers.get("x-ratelimit-remaining-" + limit))
                            ? duration(headers.get("x-ratelimit-reset-" + limit))
                            : null;
            if (reset != null && (longest == null || reset.compareTo(longest) > 0)) {
                longest = reset;
            }
        }
        return longest;
    }

    /** A duration such as {@code 6m0s}, {@code 1.5s} or {@code 120ms}; null when it is none. */
    static Duration duration(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Matcher parts = DURATION.matcher(text.strip());
        if (!parts.matches()) {
            return null;
        }
        double millis =
                86_400_000 * number(parts.group(1))
                        + 3_600_000 * number(parts.group(2))
                        + 60_000 * number(parts.group(3))
                        + 1_000 * number(parts.group(4))
                        + number(parts.group(5));
        return Duration.ofMillis(Math.round(Math.ceil(millis)));
    }

    private static double number(String digits) {
        return digits == null ? 0 : Double.parseDouble(digits);
    }
}
