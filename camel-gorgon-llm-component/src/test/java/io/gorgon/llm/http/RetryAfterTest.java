package io.gorgon.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-08-21T10:00:00Z"), ZoneOffset.UTC);

    private static Duration read(String value) {
        return RetryAfter.read(Map.of("retry-after", value), CLOCK);
    }

    @ParameterizedTest
    @CsvSource({"7,7000", "0,0", "1.5,1500", "-3,0", "' 2 ',2000"})
    void secondsAreRead(String value, long millis) {
        assertThat(read(value)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void aDateIsReadAsTheTimeUntilThen() {
        assertThat(read("Fri, 21 Aug 2026 10:01:30 GMT")).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void aDateInThePastIsNoWait() {
        assertThat(read("Fri, 21 Aug 2026 09:00:00 GMT")).isZero();
    }

    @Test
    void millisecondsComeFirst() {
        assertThat(RetryAfter.read(Map.of("retry-after", "9", "retry-after-ms", "250"), CLOCK))
                .isEqualTo(Duration.ofMillis(250));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "NaN", "Infinity", "2026-08-21", "Mon, 99 Foo 2026"})
    void whatCannotBeReadIsNoAnswer(String value) {
        assertThat(read(value)).isNull();
    }

    @Test
    void withoutHeaderThereIsNoAnswer() {
        assertThat(RetryAfter.read(Map.of(), CLOCK)).isNull();
    }
}
