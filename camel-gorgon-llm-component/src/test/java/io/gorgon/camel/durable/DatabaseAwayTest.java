package io.gorgon.camel.durable;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.state.PostgresServer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PostgreSQL server that has the state goes away while a run is under way, and comes back. */
@Tag("kill")
class DatabaseAwayTest {

    private static final String KEY = "run";

    @TempDir Path folder;

    @Test
    void aPaidAnswerIsKeptUntilTheServerIsBackAndNothingIsBegunMeanwhile() throws Exception {
        PostgresServer server = PostgresServer.shared();
        try (DurableTrial trial = new DurableTrial(folder)) {
            String state = server.newSchema().toString();
            trial.write("gorgon.yaml", DurableTrial.config(trial.provider().port(), state));
            trial.withWorkflow("w", KEY, DiskFullTest.WORKFLOW);
            Runner runner = trial.prepare().open();
            runner.awaitLine("open");
            AtomicBoolean away = new AtomicBoolean();
            trial.provider()
                    .whenAsked(
                            call -> {
                                if (call.path().equals("s2") && away.compareAndSet(false, true)) {
                                    server.stop();
                                }
                            });
            trial.startAll(runner);

            runner.awaitLineWith("cannot be written to");
            assertThat(trial.provider().asked()).isEqualTo(2);
            server.start();
            trial.awaitAllEnded(runner);
            runner.kill();

            assertThat(trial.provider().bills()).hasSize(3);
            assertThat(Audit.of(trial).inDoubtTokens()).isZero();
            trial.assertSameOutputsAsWithoutInterruption();
        }
    }

    @Test
    void runsEndAsIfNobodyHadKilledTheirProcesses() throws Exception {
        PostgresServer server = PostgresServer.shared();
        try (DurableTrial trial = new DurableTrial(folder)) {
            String state = server.newSchema().toString();
            trial.write("gorgon.yaml", DurableTrial.config(trial.provider().port(), state));
            KillTest.kill(trial, Long.getLong("gorgon.kill.seed", System.nanoTime()), 4);
        }
    }
}
