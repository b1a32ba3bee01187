package io.gorgon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.state.StateDatabase;
import io.gorgon.state.StateLocation;
import io.gorgon.workflow.step.StepClass;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of real processes, which live, are held up or are killed. */
@Timeout(120)
class RunOwnersTest {

    private static final String RUN = "r1";
    private static final Duration LONG_LEASE = Duration.ofHours(1);
    private static final Duration SHORT_LEASE = Duration.ofSeconds(3);

    @TempDir private Path folder;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Process child;

    StateLocation place() {
        return StateLocation.of(folder.resolve("state.db"));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        if (child != null) {
            child.destroyForcibly().waitFor();
        }
    }

    private Journal open(Duration lease) {
        StateDatabase database = StateDatabase.open(place());
        Journal journal = journal(database, lease);
        opened.add(journal);
        opened.add(database);
        return journal;
    }

    private static Journal journal(StateDatabase database, Duration lease) {
        return Journal.open(
                database, new JournalSettings(lease, true, List.of()), Clock.systemUTC());
    }

    /** A process that works on the run. */
    private void startOwner() throws IOException {
        child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                OwnerOfRun.class.getName(),
                                place().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(child.inputReader().readLine()).isEqualTo(RUN);
    }

    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(child.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Starts a run, and a step of it when it is told to. */
    static final class OwnerOfRun {
        public static void main(String[] arguments) throws IOException {
            StateLocation place = StateLocation.parse(arguments[0], Path.of("").toAbsolutePath());
            try (StateDatabase database = StateDatabase.open(place);
                    Journal journal = journal(database, LONG_LEASE)) {
                NewRun run = new NewRun(RUN, "w", "W", null, null, Map.of(), List.of());
                JournaledRun journaled = journal.start(run).run();
                System.out.println(RUN);
                System.in.read();
                try {
                    journaled.stepStarted("send", "to", StepClass.EFFECT, 1);
                    System.out.println("started");
                } catch (RunLostException e) {
                    System.out.println("lost");
                }
            }
        }
    }

    @Test
    void aRunIsTakenFromAProcessThatWasKilledAndNotBefore() throws Exception {
        startOwner();
        Journal journal = open(LONG_LEASE);
        assertThatThrownBy(() -> journal.takeOver(RUN))
                .isInstanceOf(RunUnavailableException.class)
                .hasMessageContaining(child.pid() + "@");
        assertThat(journal.interrupted(null)).isEmpty();

        child.destroyForcibly().waitFor();

        assertThat(journal.takeOver(RUN).record().resumes()).isEqualTo(1);
    }

    @Test
    void ofThoseWhoTakeTheRunOfAKilledProcessOneHasIt() throws Exception {
        startOwner();
        List<Journal> others =
                List.of(open(LONG_LEASE), open(LONG_LEASE), open(LONG_LEASE), open(LONG_LEASE));
        ExecutorService threads = Executors.newFixedThreadPool(others.size());
        child.destroyForcibly().waitFor();
        try {
            List<Callable<Boolean>> tries = new ArrayList<>();
            for (Journal each : others) {
                tries.add(
                        () -> {
                            try {
                                each.takeOver(RUN);
                                return true;
                            } catch (RunUnavailableException taken) {
                                return false;
                            }
                        });
            }
            List<Boolean> has = new ArrayList<>();
            for (Future<Boolean> each : threads.invokeAll(tries)) {
                has.add(each.get());
            }
            assertThat(has).containsOnlyOnce(true);
        } finally {
            threads.shutdownNow();
        }
        assertThat(others.get(0).run(RUN).orElseThrow().resumes()).isEqualTo(1);
    }

    @Test
    void aProcessThatWasHeldUpForLongerThanTheLeaseDecidesNothingMore() throws Exception {
        startOwner();
        Journal journal = open(SHORT_LEASE);
        signal("STOP");

        JournaledRun run = journal.takeOver(RUN);
        signal("CONT");
        child.outputWriter().append('\n').close();

        assertThat(child.inputReader().readLine()).isEqualTo("lost");
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.isLost()).isFalse();
        assertThat(journal.steps(RUN)).isEmpty();
    }
}
