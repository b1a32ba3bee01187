package io.gorgon.state;

import java.sql.ResultSet;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Owners of a database on a PostgreSQL server: each holds a lock there as long as it is connected.
 * One that has lost its connection has some seconds to come back, so that a server that was started
 * again does not make the living dead.
 */
final class PostgresLife implements OwnerLife {

    /** In milliseconds, by the clock of the server, which is the same for all. */
    private static final long TIME_TO_COME_BACK = 5000;

    private static final String IS_DEAD =
            "SELECT 1 FROM state_owner WHERE id = ?"
                    + " AND greatest(beaten,"
                    + " CAST(extract(epoch FROM pg_postmaster_start_time()) * 1000 AS BIGINT))"
                    + " < "
                    + Dialect.POSTGRESQL.now()
                    + " - ?"
                    + " AND NOT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"
                    + " AND objsubid = 1 AND granted AND database ="
                    + " (SELECT oid FROM pg_database WHERE datname = current_database())"
                    + " AND ((classid::bigint << 32) | objid::bigint) = ?)";

    private final String id = UUID.randomUUID().toString();
    private final Supplier<StateDatabase> database;

    PostgresLife(Supplier<StateDatabase> database) {
        this.database = database;
    }

    static long lockOf(String owner) {
        return PostgresConnection.key("owner/" + owner);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean isDead(String other, String jvm) {
        return database.get()
                .read(
                        statements -> {
                            try (ResultSet row =
                                    Sql.query(
                                            statements,
                                            IS_DEAD,
                                            other,
                                            TIME_TO_COME_BACK,
                                            lockOf(other))) {
                                return row.next();
                            }
                        });
    }

    @Override
    public void forget(String other) {
        // its lock went with its connection
    }

    @Override
    public void close() {
        // so does the own one
    }
}
