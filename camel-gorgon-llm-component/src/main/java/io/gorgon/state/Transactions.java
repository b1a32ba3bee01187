package io.gorgon.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteErrorCode;

/** The transactions of one connection. For one thread. */
final class Transactions {

    /** SQLite's own waiting gives up to late comers; ours asks again and again. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** After this long without a pause, other processes get a chance to write. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private long turnBegan = System.nanoTime();
    private long lastEnd = turnBegan;

    Transactions(Connection connection) {
        this.connection = connection;
    }

    /** Takes the right to write, at once and not at the first change, so that nothing is lost. */
    void begin() throws SQLException {
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

    void commit() throws SQLException {
        prepare("COMMIT").execute();
        lastEnd = System.nanoTime();
    }

    /** Never throws: what failed before is what counts. */
    void rollBack() {
        try {
            prepare("ROLLBACK").execute();
        } catch (SQLException alreadyRolledBack) {
            // SQLite does it by itself on some errors, such as a full disk
        }
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    static boolean isBusy(SQLException e) {
        int primary = e.getErrorCode() & 0xff;
        return primary == SQLiteErrorCode.SQLITE_BUSY.code
                || primary == SQLiteErrorCode.SQLITE_LOCKED.code;
    }
}
