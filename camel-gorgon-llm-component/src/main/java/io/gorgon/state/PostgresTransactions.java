package io.gorgon.state;

import io.gorgon.llm.error.StateUnavailableException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The transactions of those who change something. Each waits until no other process is in one: what
 * reads and then writes is as safe as on SQLite. For one thread.
 */
final class PostgresTransactions implements TransactionSource {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /**
     * What may pass by the beginning of its code: the server is away (08, 57), has no room (53, 58)
     * or cannot be written to (25006), another has it (55P03, 40), this process was held up in its
     * transaction (25P03), a password is being changed (28).
     */
    private static final List<String> MAY_PASS =
            List.of("08", "57", "53", "58", "25006", "25P03", LOCK_NOT_AVAILABLE, "40", "28");

    /** The driver's own advice, which is for those who know servers, and the full stop. */
    private static final Pattern ADVICE = Pattern.compile("\\. Check that .*$|\\.+$");

    private final PostgresConnection connection;
    private final PostgresAddress address;
    private final long ownerKey;
    private boolean ownerLocked;

    /**
     * @param ownerKey the lock that shows that this process lives
     */
    PostgresTransactions(PostgresConnection connection, PostgresAddress address, long ownerKey) {
        this.connection = connection;
        this.address = address;
        this.ownerKey = ownerKey;
    }

    @Override
    public boolean isForAnyThread() {
        return false;
    }

    @Override
    public void begin() throws SQLException {
        long start = System.nanoTime();
        boolean mayBeStale = connection.isConnected();
        while (true) {
            try {
                if (!connection.isConnected()) {
                    ownerLocked = false;
                }
                lock();
                return;
            } catch (SQLException e) {
                connection.closeAfter(e);
                connection.rollBack();
                boolean broken = !connection.isConnected();
                boolean another = LOCK_NOT_AVAILABLE.equals(e.getSQLState());
                if (broken && mayBeStale) {
                    // The server was started again meanwhile, and nothing has been done yet.
                    mayBeStale = false;
                } else if (!another || System.nanoTime() - start > PATIENCE_NANOS) {
                    throw e;
                }
            }
        }
    }

    private void lock() throws SQLException {
        connection.get();
        if (!ownerLocked) {
            // It outlives the transaction, and ends with the connection. While an old connection
            // that has broken still holds it, the next transaction tries again.
            try (ResultSet row =
                    Sql.query(connection::prepare, "SELECT pg_try_advisory_lock(?)", ownerKey)) {
                row.next();
                ownerLocked = row.getBoolean(1);
            }
        }
        Sql.query(connection::prepare, "SELECT pg_advisory_xact_lock(?)", connection.schemaKey())
                .close();
    }

    @Override
    public void commit() throws SQLException {
        connection.get().commit();
    }

    @Override
    public void rollBack() {
        connection.rollBack();
    }

    @Override
    public PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepare(sql);
    }

    @Override
    public boolean mayWorkLater(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return MAY_PASS.stream().anyMatch(state::startsWith);
    }

    @Override
    public String reason(SQLException e) {
        return reasonOf(e);
    }

    static String reasonOf(SQLException e) {
        if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
            return "another process does not let go of it";
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return ADVICE.matcher(message).replaceFirst("");
    }

    @Override
    public StateUnavailableException unusable(SQLException e) {
        return unusable(address, e);
    }

    static StateUnavailableException unusable(PostgresAddress address, SQLException e) {
        return new StateUnavailableException(
                "the state database "
                        + address
                        + " cannot be used: "
                        + reasonOf(e)
                        + "; check that the server runs, that state.url is right, and the user and"
                        + " the password in the environment variables "
                        + address.userVariable()
                        + " and "
                        + address.passwordVariable(),
                e);
    }
}
