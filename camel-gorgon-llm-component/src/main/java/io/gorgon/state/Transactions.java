package io.gorgon.state;

import io.gorgon.llm.error.StateUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteErrorCode;

/** The transactions of one connection to an SQLite file. For one thread at a time. */
final class Transactions implements TransactionSource {

    /** SQLite's own waiting gives up to late comers; ours asks again and again. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** After this long without a pause, other processes get a chance to write. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Connection connection;
    private final Path file;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private long turnBegan = System.nanoTime();
    private long lastEnd = turnBegan;

    /**
     * @param file what the connection is to; null for memory
     */
    Transactions(Connection connection, Path file) {
        this.connection = connection;
        this.file = file;
    }

    @Override
    public boolean isForAnyThread() {
        return true;
    }

    @Override
    public void begin() throws SQLException {
        long start = System.nanoTime();
        giveOthersATurn(start);
        while (true) {
            try {
                prepare("BEGIN IMMEDIATE").execute();
                return;
            } catch (SQLException e) {
                if (!isBusy(e) || System.nanoTime() - start > PATIENCE_NANOS) {
                    throw e;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS));
            }
        }
    }

    private void giveOthersATurn(long now) {
        if (now - lastEnd > PAUSE_NANOS) {
            turnBegan = now;
        } else if (now - turnBegan > TURN_NANOS) {
            LockSupport.parkNanos(PAUSE_NANOS);
            turnBegan = System.nanoTime();
        }
    }

    /** A view of the file that does not change until {@link #endReading}. */
    void beginToRead() throws SQLException {
        prepare("BEGIN").execute();
    }

    @Override
    public void commit() throws SQLException {
        prepare("COMMIT").execute();
        lastEnd = System.nanoTime();
    }

    /** After {@link #beginToRead}. */
    void endReading() throws SQLException {
        prepare("ROLLBACK").execute();
    }

    @Override
    public void rollBack() {
        // The driver ends statements that have failed, and would not run them again.
        statements.values().forEach(Transactions::closeQuietly);
        statements.clear();
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException alreadyRolledBack) {
            // SQLite does it by itself on some errors, such as a full disk
        }
    }

    private static void closeQuietly(Statement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            // it has ended, then
        }
    }

    @Override
    public PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    @Override
    public boolean mayWorkLater(SQLException e) {
        int primary = e.getErrorCode() & 0xff;
        return isBusy(e)
                || primary == SQLiteErrorCode.SQLITE_FULL.code
                || primary == SQLiteErrorCode.SQLITE_IOERR.code
                || primary == SQLiteErrorCode.SQLITE_READONLY.code
                || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code;
    }

    @Override
    public String reason(SQLException e) {
        if (isBusy(e)) {
            return "another process does not let go of it";
        }
        return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_FULL.code
                ? "there is no room left on the disk"
                : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public StateUnavailableException unusable(SQLException e) {
        return file == null
                ? new StateUnavailableException("memory cannot be used: " + reason(e), e)
                : StateFile.unusable(file, reason(e), e);
    }

    static boolean isBusy(SQLException e) {
        int primary = e.getErrorCode() & 0xff;
        return primary == SQLiteErrorCode.SQLITE_BUSY.code
                || primary == SQLiteErrorCode.SQLITE_LOCKED.code;
    }
}
