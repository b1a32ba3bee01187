package io.gorgon.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.error.StateUnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database does. */
abstract class StateDatabaseContract {

    StateDatabase database;

    /** The same for all databases of a test. */
    abstract StateLocation place();

    @BeforeEach
    void open() {
        database = StateDatabase.open(place());
        String table = "CREATE TABLE IF NOT EXISTS note (seq {sequence}, text TEXT NOT NULL)";
        database.write(s -> Sql.update(s, database.dialect().table(table)));
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    static StateDatabase.Work<Integer> note(String text) {
        return statements -> Sql.update(statements, "INSERT INTO note (text) VALUES (?)", text);
    }

    static List<String> notes(StateDatabase database) {
        return database.read(StateDatabaseContract::notes);
    }

    private static List<String> notes(Statements statements) throws SQLException {
        List<String> notes = new ArrayList<>();
        try (ResultSet row = Sql.query(statements, "SELECT text FROM note ORDER BY seq")) {
            while (row.next()) {
                notes.add(row.getString(1));
            }
        }
        return notes;
    }

    @Test
    void whatRidesIsThereAfterAFlush() {
        database.ride(note("one"));
        database.ride(note("two"));
        database.flush();

        assertThat(notes(database)).containsExactly("one", "two");
    }

    @Test
    void whatRidesIsThereBeforeWhatTheSameThreadWritesLater() {
        database.ride(note("rides"));

        List<String> before = database.write(StateDatabaseContract::notes);

        assertThat(before).containsExactly("rides");
    }

    @Test
    void workThatFailsLeavesNothingAndHarmsNobodyElse() {
        database.ride(note("rides"));

        assertThatThrownBy(
                        () ->
                                database.write(
                                        statements -> {
                                            note("half").run(statements);
                                            throw new IllegalArgumentException("no");
                                        }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");

        assertThat(notes(database)).containsExactly("rides");
    }

    @Test
    void whatRidesAndCanNeverBeWrittenIsDroppedAlone() {
        database.ride(note("one"));
        database.ride(statements -> Sql.update(statements, "INSERT INTO nowhere VALUES (1)"));
        database.ride(note("two"));
        database.flush();

        assertThat(notes(database)).containsExactly("one", "two");
    }

    @Test
    void aStatementThatIsWrongIsToldToWhoAskedForIt() {
        assertThatThrownBy(
                        () -> database.writeWhenPossible(s -> Sql.update(s, "DELETE FROM nowhere")))
                .isInstanceOf(StateUnavailableException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void workThatWaitsForOtherWorkIsRefused() {
        assertThatThrownBy(() -> database.write(statements -> database.write(note("inner"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatReadsAndThenWritesIsNeverOvertaken() throws InterruptedException {
        List<StateDatabase> databases = new ArrayList<>(List.of(database));
        if (!place().equals(StateLocation.memory())) {
            databases.add(StateDatabase.open(place()));
        }
        database.write(note("0"));
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            StateDatabase one = databases.get(i % databases.size());
            threads.add(
                    new Thread(
                            () -> {
                                try {
                                    for (int n = 0; n < 25; n++) {
                                        one.write(StateDatabaseContract::countUp);
                                    }
                                } catch (Throwable e) {
                                    failures.add(e);
                                }
                            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        databases.subList(1, databases.size()).forEach(StateDatabase::close);

        assertThat(failures).isEmpty();
        assertThat(notes(database)).containsExactly("200");
    }

    private static int countUp(Statements statements) throws SQLException {
        int before = Integer.parseInt(notes(statements).get(0));
        return Sql.update(statements, "UPDATE note SET text = ?", String.valueOf(before + 1));
    }

    @Test
    void bytesAndFractionsAreKeptAsTheyAre() {
        database.write(
                s -> {
                    String table = "CREATE TABLE kinds (b {bytes}, f {fraction}, n BIGINT)";
                    Sql.update(s, database.dialect().table(table));
                    return Sql.update(
                            s,
                            "INSERT INTO kinds VALUES (?, ?, ?)",
                            new byte[] {0, -1},
                            1.0 / 3,
                            Long.MAX_VALUE);
                });

        database.read(
                s -> {
                    try (ResultSet row = Sql.query(s, "SELECT b, f, n FROM kinds")) {
                        row.next();
                        assertThat(row.getBytes(1)).containsExactly(0, -1);
                        assertThat(row.getDouble(2)).isEqualTo(1.0 / 3);
                        assertThat(row.getLong(3)).isEqualTo(Long.MAX_VALUE);
                        return null;
                    }
                });
    }

    @Test
    void tablesAreBroughtUpToDateStepByStep() {
        List<String> ran = new ArrayList<>();
        List<SchemaVersions.Step> first = List.of(s -> ran.add("first"));
        List<SchemaVersions.Step> both = List.of(s -> ran.add("first"), s -> ran.add("second"));

        for (List<SchemaVersions.Step> steps : List.of(first, first, both, both)) {
            database.write(
                    statements -> {
                        SchemaVersions.update(database, statements, "test", steps);
                        return null;
                    });
        }

        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void tablesOfALaterVersionAreRefused() {
        List<SchemaVersions.Step> later = List.of(s -> {}, s -> {});
        database.write(
                statements -> {
                    SchemaVersions.update(database, statements, "test", later);
                    return null;
                });

        assertThatThrownBy(
                        () ->
                                database.write(
                                        statements -> {
                                            SchemaVersions.update(
                                                    database, statements, "test", List.of(s -> {}));
                                            return null;
                                        }))
                .isInstanceOf(StateUnavailableException.class)
                .hasMessageContaining(database.name())
                .hasMessageContaining("later version of Gorgon");
    }

    @Test
    void itsOwnerIsNeitherDeadNorGone() throws InterruptedException {
        Owners owners = database.owners();

        assertThat(owners.isDead(owners.self())).isFalse();
        assertThat(owners.isGone(owners.self(), Duration.ZERO)).isFalse();
        assertThat(owners.isDead("somebody nobody knows")).isTrue();
        assertThat(owners.all())
                .singleElement()
                .satisfies(
                        owner -> {
                            assertThat(owner.id()).isEqualTo(owners.self());
                            assertThat(owner.pid()).isEqualTo(ProcessHandle.current().pid());
                        });
    }

    @Test
    void aClosedDatabaseSaysSo() {
        database.close();

        assertThatThrownBy(() -> database.write(note("late")))
                .isInstanceOf(StateUnavailableException.class)
                .hasMessageContaining("has been closed");
        assertThatThrownBy(() -> database.read(StateDatabaseContract::notes))
                .isInstanceOf(StateUnavailableException.class)
                .hasMessageContaining("has been closed");
        assertThatThrownBy(() -> database.ride(note("late")))
                .isInstanceOf(StateUnavailableException.class);
    }
}
