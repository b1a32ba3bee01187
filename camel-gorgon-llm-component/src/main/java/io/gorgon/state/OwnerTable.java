package io.gorgon.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Owners in a table of the database that they have open. */
final class OwnerTable implements Owners {

    /** Two beats and some time to write them: nobody is held up for less. */
    static final Duration SHORTEST_LEASE = Duration.ofMillis(2500);

    private static final String COMPONENT = "owners";

    /** {@code beaten} is the time of the database's clock, in milliseconds since 1970. */
    private static final String TABLE =
            "CREATE TABLE state_owner (id TEXT NOT NULL PRIMARY KEY, jvm TEXT NOT NULL,"
                    + " host TEXT NOT NULL, pid BIGINT NOT NULL, beats BIGINT NOT NULL,"
                    + " beaten BIGINT NOT NULL)";

    private final StateDatabase database;
    private final OwnerLife life;
    private final BeatWatch watch = new BeatWatch();
    private final AtomicBoolean beatWaits = new AtomicBoolean();
    private final String host = HostName.get();

    OwnerTable(StateDatabase database, OwnerLife life) {
        this.database = database;
        this.life = life;
    }

    /** Writes this owner down. */
    void register() {
        database.write(
                statements -> {
                    SchemaVersions.update(
                            database,
                            statements,
                            COMPONENT,
                            List.of(s -> Sql.update(s, database.dialect().table(TABLE))));
                    return writeBeat(statements);
                });
        removeDead();
    }

    /** Shows that this process is not held up. */
    void beat() {
        if (beatWaits.compareAndSet(false, true)) {
            database.ride(
                    statements -> {
                        beatWaits.set(false);
                        return writeBeat(statements);
                    });
        }
    }

    /** Also when somebody took this owner for dead and removed it. */
    private int writeBeat(Statements statements) throws SQLException {
        String now = database.dialect().now();
        return Sql.update(
                statements,
                "INSERT INTO state_owner (id, jvm, host, pid, beats, beaten) VALUES (?, ?, ?, ?, 0, "
                        + now
                        + ") ON CONFLICT (id) DO UPDATE SET beats = state_owner.beats + 1, beaten = "
                        + now,
                self(),
                OwnerFile.jvm(),
                host,
                ProcessHandle.current().pid());
    }

    /** Looks at the beats of all, so that {@link #isGone} seldom has to wait. */
    void observe() {
        all().forEach(each -> watch.look(each.id(), each.beats(), System.nanoTime()));
    }

    void removeDead() {
        for (Owner each : all()) {
            if (isDead(each.id())) {
                remove(each.id());
            }
        }
    }

    @Override
    public String self() {
        return life.id();
    }

    @Override
    public List<Owner> all() {
        return database.read(
                statements -> {
                    List<Owner> owners = new ArrayList<>();
                    try (ResultSet row =
                            Sql.query(statements, "SELECT id, host, pid, beats FROM state_owner")) {
                        while (row.next()) {
                            owners.add(
                                    new Owner(
                                            row.getString(1),
                                            row.getString(2),
                                            row.getLong(3),
                                            row.getLong(4)));
                        }
                    }
                    return owners;
                });
    }

    @Override
    public boolean isDead(String id) {
        if (self().equals(id)) {
            return false;
        }
        String jvm =
                database.read(
                        statements -> {
                            try (ResultSet row =
                                    Sql.query(
                                            statements,
                                            "SELECT jvm FROM state_owner WHERE id = ?",
                                            id)) {
                                return row.next() ? row.getString(1) : null;
                            }
                        });
        return jvm == null || life.isDead(id, jvm);
    }

    @Override
    public boolean isGone(String id, Duration lease) throws InterruptedException {
        Duration patience = lease.compareTo(SHORTEST_LEASE) < 0 ? SHORTEST_LEASE : lease;
        long first = -1;
        while (!self().equals(id) && !isDead(id)) {
            OptionalLong beats = beats(id);
            if (beats.isEmpty()) {
                continue;
            }
            if (first >= 0 && first != beats.getAsLong()) {
                return false;
            }
            first = beats.getAsLong();
            if (watch.look(id, first, System.nanoTime()).compareTo(patience) > 0) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return !self().equals(id);
    }

    private OptionalLong beats(String id) {
        return all().stream()
                .filter(each -> each.id().equals(id))
                .mapToLong(Owner::beats)
                .findFirst();
    }

    @Override
    public void remove(String id) {
        database.write(statements -> delete(statements, id));
        watch.forget(id);
        life.forget(id);
    }

    private static int delete(Statements statements, String id) throws SQLException {
        return Sql.update(statements, "DELETE FROM state_owner WHERE id = ?", id);
    }

    /** Removes this owner; the end of the last transaction. */
    int leave(Statements statements) throws SQLException {
        return delete(statements, self());
    }
}
