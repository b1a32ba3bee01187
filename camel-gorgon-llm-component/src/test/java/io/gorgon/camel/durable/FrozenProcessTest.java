package io.gorgon.camel.durable;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is held up for longer than its lease, another one takes its runs, and then the first
 * one wakes up and still believes that they are its own.
 */
@Tag("kill")
class FrozenProcessTest {

    private static final int FREEZES = 3;

    @TempDir Path folder;

    @Test
    void aProcessThatWakesUpLateDecidesNothingAndLosesNoAnswer() throws Exception {
        long seed = Long.getLong("gorgon.kill.seed", System.nanoTime());
        try (DurableTrial trial = new DurableTrial(folder)) {
            Random random = new Random(seed);
            trial.provider().withDelays(200);
            trial.onFile("  lease_seconds: 1\n").withWorkflows(random, 2, 2);
            freezeUntilAllHaveEnded(trial, random);

            Audit.of(trial);
            trial.assertSameOutputsAsWithoutInterruption();
        } catch (AssertionError e) {
            throw new AssertionError("-Dgorgon.kill.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    private static void freezeUntilAllHaveEnded(DurableTrial trial, Random random) {
        Runner working = trial.prepare().open();
        working.tell("answer");
        trial.startAll(working);
        for (int i = 0; i < FREEZES; i++) {
            Runner next = trial.prepare();
            next.awaitLine("ready");
            trial.awaitRequests(trial.provider().asked() + 1 + random.nextInt(8));
            trial.freeze(working);
            next.open().awaitLine("open");
            next.tell("answer");
            trial.keys().forEach(key -> next.tell("take " + key));
            trial.startAll(next);
            trial.awaitRequests(trial.provider().asked() + random.nextInt(12));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1500)));
            working.goOn();
            working = next;
        }
        trial.awaitAllEnded(working);
    }
}
