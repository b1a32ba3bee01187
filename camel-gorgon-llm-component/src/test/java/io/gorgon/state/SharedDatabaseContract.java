package io.gorgon.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gorgon.llm.error.StateUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What databases do that several processes share. */
abstract class SharedDatabaseContract extends StateDatabaseContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<OwnerProcess> children = new ArrayList<>();

    @AfterEach
    void endChildren() {
        children.forEach(OwnerProcess::kill);
    }

    private OwnerProcess child() throws IOException {
        OwnerProcess child = OwnerProcess.start(place());
        children.add(child);
        return child;
    }

    @Test
    void whatIsWrittenIsThereAfterReopening() {
        database.write(note("kept"));
        database.close();
        database = StateDatabase.open(place());

        assertThat(notes(database)).containsExactly("kept");
    }

    @Test
    void whatRidesIsWrittenWhenTheDatabaseIsClosed() {
        database.ride(note("last"));
        database.close();
        database = StateDatabase.open(place());

        assertThat(notes(database)).containsExactly("last");
    }

    @Test
    void othersSeeWhatHasBeenFlushed() {
        try (StateDatabase other = StateDatabase.open(place())) {
            database.ride(note("for all"));
            database.flush();

            assertThat(notes(other)).containsExactly("for all");
        }
    }

    @Test
    void whatRidesIsWrittenSoonWithoutAnybodyAsking() {
        database.ride(note("soon"));

        try (StateDatabase other = StateDatabase.open(place())) {
            await().atMost(PATIENCE).until(() -> notes(other).contains("soon"));
        }
    }

    @Test
    void readersSeeNothingThatIsNotCommitted() {
        database.write(
                statements -> {
                    note("not yet").run(statements);
                    assertThat(notes(database)).isEmpty();
                    return null;
                });

        assertThat(notes(database)).containsExactly("not yet");
    }

    @Test
    void readingCannotChangeAnything() {
        assertThatThrownBy(() -> database.read(note("by a reader")))
                .isInstanceOf(StateUnavailableException.class);

        assertThat(notes(database)).isEmpty();
    }

    @Test
    void anOwnerThatHasClosedIsDead() {
        StateDatabase other = StateDatabase.open(place());
        String id = other.owners().self();
        assertThat(database.owners().isDead(id)).isFalse();

        other.close();

        assertThat(database.owners().isDead(id)).isTrue();
        assertThat(database.owners().all()).hasSize(1);
    }

    @Test
    void aProcessThatWasKilledIsDeadAndItsTracesAreRemoved() throws Exception {
        OwnerProcess child = child();
        assertThat(database.owners().isDead(child.id())).isFalse();

        child.kill();

        awaitDeath(child.id());
        assertThat(database.owners().isGone(child.id(), Duration.ofHours(1))).isTrue();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(database.owners().all())
                                        .extracting(Owners.Owner::id)
                                        .containsExactly(database.owners().self()));
    }

    abstract void awaitDeath(String owner);

    @Test
    void aProcessThatIsHeldUpIsGoneAfterItsLeaseOnlyAndNeverDead() throws Exception {
        OwnerProcess child = child();
        assertThat(database.owners().isGone(child.id(), Duration.ofMillis(1))).isFalse();

        child.signal("STOP");
        CompletableFuture<Boolean> longLease = new CompletableFuture<>();
        Thread patient =
                new Thread(
                        () -> {
                            try {
                                longLease.complete(
                                        database.owners().isGone(child.id(), Duration.ofHours(1)));
                            } catch (InterruptedException e) {
                                longLease.cancel(false);
                            }
                        });
        patient.start();

        await().atMost(PATIENCE)
                .until(() -> database.owners().isGone(child.id(), Duration.ofSeconds(3)));
        assertThat(database.owners().isDead(child.id())).isFalse();
        assertThat(longLease).isNotDone();
        patient.interrupt();
        patient.join();
        assertThat(longLease).isCancelled();

        child.signal("CONT");
        await().atMost(PATIENCE)
                .until(() -> !database.owners().isGone(child.id(), Duration.ofSeconds(3)));
    }

    @Test
    void anOwnerThatWasTakenForDeadShowsItselfAgain() {
        try (StateDatabase other = StateDatabase.open(place())) {
            String id = other.owners().self();
            database.owners().remove(id);

            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    database.owners().all().stream()
                                            .anyMatch(each -> each.id().equals(id)));
        }
    }

    /** A database in another process. */
    static final class OwnerProcess {

        private final Process process;
        private final String id;

        private OwnerProcess(Process process, String id) {
            this.process = process;
            this.id = id;
        }

        static OwnerProcess start(StateLocation place) throws IOException {
            Process process =
                    new ProcessBuilder(
                                    System.getProperty("java.home") + "/bin/java",
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    OwnerProcess.class.getName(),
                                    place.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String id = process.inputReader().readLine();
            assertThat(id).as("the id that the process tells").isNotNull();
            return new OwnerProcess(process, id);
        }

        /** Argument: where the state is. Tells its id, and ends with its input. */
        public static void main(String[] arguments) throws IOException {
            StateLocation place = StateLocation.parse(arguments[0], Path.of("").toAbsolutePath());
            try (StateDatabase database = StateDatabase.open(place)) {
                System.out.println(database.owners().self());
                System.in.read();
            }
        }

        String id() {
            return id;
        }

        void kill() {
            process.destroyForcibly().onExit().join();
        }

        void signal(String name) throws IOException, InterruptedException {
            Process kill =
                    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
            assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(kill.exitValue()).isZero();
        }
    }
}
