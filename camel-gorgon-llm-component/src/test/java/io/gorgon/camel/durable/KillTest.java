package io.gorgon.camel.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes are killed at random moments, again and again, until the runs of random workflows have
 * come to their end all the same. {@code -Dgorgon.kill.count=N} says how often, {@code
 * -Dgorgon.kill.seed=S} repeats the workflows of a failure.
 */
@Tag("kill")
class KillTest {

    private static final int KILLS = Integer.getInteger("gorgon.kill.count", 60);

    /** After so many kills, the runs may end and others begin. */
    private static final int KILLS_OF_A_TRIAL = 15;

    private static final int LATEST_KILL_MILLIS = 300;

    @TempDir Path folder;

    @Test
    void runsEndAsIfNobodyHadKilledTheirProcesses() throws Exception {
        long seed = Long.getLong("gorgon.kill.seed", System.nanoTime());
        Random seeds = new Random(seed);
        int kills = 0;
        int extra = 0;
        int calls = 0;
        while (kills < KILLS) {
            long trialSeed = kills == 0 ? seed : seeds.nextLong();
            Path place = Files.createDirectory(folder.resolve("after-" + kills));
            try (DurableTrial trial = new DurableTrial(place)) {
                trial.onFile("");
                Killed killed = kill(trial, trialSeed, Math.min(KILLS_OF_A_TRIAL, KILLS - kills));
                kills += killed.kills();
                extra += killed.paidAgain();
                calls += trial.provider().bills().size();
            }
        }
        System.out.printf(
                "%d kills, %d paid calls, %d of them paid again as they were in flight%n",
                kills, calls, extra);
        assertThat(kills).isGreaterThanOrEqualTo(KILLS);
    }

    /** What came of it. */
    record Killed(int kills, int paidAgain) {}

    /** Kills the processes of random workflows until their runs have ended, and compares. */
    static Killed kill(DurableTrial trial, long seed, int atMost) throws Exception {
        try {
            Random random = new Random(seed);
            trial.provider().withDelays(60).withFailures();
            trial.withWorkflows(random, 2, 2);
            int kills = killUntilAllHaveEnded(trial, random, atMost);
            int paidAgain = Audit.of(trial).paidAgain();
            trial.assertSameOutputsAsWithoutInterruption();
            return new Killed(kills, paidAgain);
        } catch (AssertionError e) {
            throw new AssertionError(
                    "-Dgorgon.kill.seed=" + seed + " makes the same workflows: " + e.getMessage(),
                    e);
        }
    }

    private static int killUntilAllHaveEnded(DurableTrial trial, Random random, int atMost) {
        int kills = 0;
        Runner next = trial.prepare();
        while (true) {
            Runner runner = next.open();
            boolean last = kills == atMost;
            if (!last) {
                next = trial.prepare();
            }
            int asked = trial.provider().asked();
            runner.tell("answer");
            trial.startAll(runner);
            if (last) {
                trial.awaitAllEnded(runner);
                runner.kill();
                return kills;
            }
            awaitMoment(trial, random, runner, asked);
            if (trial.haveAllEnded()) {
                runner.kill();
                next.kill();
                return kills;
            }
            trial.kill(runner);
            kills++;
        }
    }

    /** Sometimes while the application is opened or runs are started; else while calls are made. */
    private static void awaitMoment(
            DurableTrial trial, Random random, Runner runner, int askedBefore) {
        if (random.nextInt(4) > 0) {
            runner.awaitLine("open");
            trial.awaitRequests(askedBefore + 1 + random.nextInt(8));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_KILL_MILLIS)));
    }
}
