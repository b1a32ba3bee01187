package io.gorgon.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gorgon.llm.error.StateUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest extends SharedDatabaseContract {

    /** Does not fit into what is left on the last page. */
    private static final String LARGE = "x".repeat(20_000);

    @TempDir private Path folder;

    @Override
    StateLocation place() {
        return StateLocation.of(folder.resolve("state.db"));
    }

    @Override
    void awaitDeath(String owner) {
        assertThat(database.owners().isDead(owner)).isTrue();
    }

    private void fillTheDisk() throws SQLException {
        ((SqliteDatabase) database).limitPages(1);
    }

    private void makeRoom() throws SQLException {
        ((SqliteDatabase) database).limitPages(100_000);
    }

    private static List<String> beginnings(StateDatabase database) {
        return notes(database).stream().map(note -> note.substring(0, 1)).toList();
    }

    @Test
    void whatRidesIsKeptWhileTheDiskIsFullAndWrittenInOrderAfterwards() throws SQLException {
        fillTheDisk();
        database.ride(note("1" + LARGE));
        database.ride(note("2" + LARGE));
        assertThatThrownBy(() -> database.flush())
                .isInstanceOf(StateUnavailableException.class)
                .hasMessageContaining("no room left on the disk");
        database.ride(note("3"));
        assertThatThrownBy(() -> database.write(note("never asked for again")))
                .isInstanceOf(StateUnavailableException.class);
        assertThat(notes(database)).isEmpty();

        makeRoom();
        database.ride(note("4"));
        database.flush();

        assertThat(beginnings(database)).containsExactly("1", "2", "3", "4");
    }

    @Test
    void whatMustNotBeLostWaitsUntilThereIsRoom() throws SQLException {
        fillTheDisk();
        CompletableFuture<Integer> paid =
                CompletableFuture.supplyAsync(() -> database.writeWhenPossible(note("1" + LARGE)));
        assertThatThrownBy(() -> database.write(note("2" + LARGE)))
                .isInstanceOf(StateUnavailableException.class);
        assertThat(paid).isNotDone();

        makeRoom();

        await().atMost(Duration.ofSeconds(60)).until(paid::isDone);
        assertThat(paid.join()).isEqualTo(1);
        assertThat(beginnings(database)).containsExactly("1");
    }

    @Test
    void whoWaitsForRoomIsToldWhenTheDatabaseIsClosed() throws SQLException {
        fillTheDisk();
        CompletableFuture<Integer> paid =
                CompletableFuture.supplyAsync(() -> database.writeWhenPossible(note("1" + LARGE)));
        assertThatThrownBy(() -> database.write(note("2" + LARGE)))
                .isInstanceOf(StateUnavailableException.class);

        database.close();

        await().atMost(Duration.ofSeconds(60)).until(paid::isDone);
        assertThatThrownBy(paid::join).hasCauseInstanceOf(StateUnavailableException.class);
    }

    @Test
    void theLocksOfKilledProcessesAreRemoved() throws Exception {
        OwnerProcess child = OwnerProcess.start(place());
        child.kill();

        StateDatabase.open(place()).close();

        try (Stream<Path> locks = Files.list(folder.resolve("state.db.owners"))) {
            assertThat(locks).hasSize(1);
        }
    }
}
