package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.Cancellation;
import io.gorgon.llm.PullStream.Progress;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PullProgressTest {

    private static final long TOTAL = 4_000_000_000L;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long now;

    private PullProgress progress(boolean terminal) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Surroundings surroundings =
                new Surroundings(
                        InputStream.nullInputStream(),
                        stream,
                        stream,
                        terminal,
                        terminal,
                        terminal,
                        name -> null,
                        Path.of("."),
                        null,
                        new Cancellation());
        return new PullProgress(surroundings, new HandClock());
    }

    private final class HandClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static Progress part(long done) {
        return new Progress("pulling aa", done, TOTAL);
    }

    @Test
    void theRateIsWhatCameSinceTheBeginning() {
        PullProgress progress = progress(true);
        progress.report(part(1_000_000_000L));
        now = 10_000;
        progress.report(part(2_000_000_000L));
        assertThat(said()).contains("50%  2.0 GB of 4.0 GB  100.0 MB/s  20.0 s left");
    }

    @Test
    void aLogGetsALineNowAndThen() {
        PullProgress progress = progress(false);
        for (now = 0; now <= 12_000; now += 100) {
            progress.report(part(now * 1000));
        }
        assertThat(said().lines()).hasSize(3);
    }

    @Test
    void theBarStaysInItsLine() {
        PullProgress progress = progress(true);
        for (now = 0; now <= 1000; now += 100) {
            progress.report(part(now * 1000));
        }
        progress.end();
        assertThat(said()).endsWith("\n").containsOnlyOnce("\n");
    }

    @Test
    void aStatusWithoutASizeIsShownAsItIs() {
        progress(false).report(new Progress("verifying sha256 digest", null, null));
        assertThat(said()).isEqualTo("verifying sha256 digest\n");
    }

    @Test
    void nothingIsDividedByATotalOfZero() {
        progress(true).report(new Progress("writing manifest", 0L, 0L));
        assertThat(said()).contains("writing manifest").doesNotContain("%");
    }
}
