package io.gorgon.state;

import io.gorgon.llm.error.StateUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An SQLite file that several processes share. One thread writes; what many threads want to have
 * written goes to the disk in one transaction. Thread-safe.
 */
public final class SqliteDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);

    private static final int MAX_BATCH = 256;

    /** Short, as waiting is done by {@link Transactions}; long while the file is being opened. */
    private static final int BUSY_MS = 20;

    private static final int BUSY_AT_OPEN_MS = 30_000;

    private final Path file;
    private final Connection connection;
    private final Transactions transactions;
    private final BlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread writer;

    /** Something to do in a transaction. It may be done again when the transaction failed. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Statements statements) throws SQLException;
    }

    private record Task<T>(Work<T> work, CompletableFuture<T> result) {

        /** Does the work; what to do with its result once it is on the disk. */
        Runnable run(Statements statements) throws SQLException {
            T value = work.run(statements);
            return () -> result.complete(value);
        }
    }

    private SqliteDatabase(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
        this.transactions = new Transactions(connection);
        this.writer = new Thread(this::writeAll, "gorgon-state");
        this.writer.setDaemon(true);
    }

    /**
     * Opens a file, and makes it if need be.
     *
     * @throws StateUnavailableException if it cannot be used
     */
    public static SqliteDatabase open(Path file) {
        StateFile.prepare(file);
        Connection connection = null;
        try {
            connection = org.sqlite.JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
            settings(connection);
            SqliteDatabase database = new SqliteDatabase(file, connection);
            database.writer.start();
            return database;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw StateFile.unusable(file, said(e), e);
        }
    }

    private static void settings(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + BUSY_AT_OPEN_MS);
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA mmap_size = 0");
            statement.execute("PRAGMA foreign_keys = ON");
            statement.execute("PRAGMA busy_timeout = " + BUSY_MS);
            warnOfOldVersion(statement);
        }
    }

    private static void warnOfOldVersion(Statement statement) throws SQLException {
        try (ResultSet version = statement.executeQuery("SELECT sqlite_version()")) {
            version.next();
            String number = version.getString(1);
            if (SqliteVersion.mayDamageFiles(number)) {
                LOG.warn(
                        "SQLite {} can damage a file that several processes write to; use"
                                + " sqlite-jdbc with SQLite {} or later",
                        number,
                        SqliteVersion.FIRST_SAFE);
            }
        }
    }

    public Path file() {
        return file;
    }

    /**
     * Does something in a transaction, and waits until it is on the disk. Other work may be in the
     * same transaction.
     *
     * @throws StateUnavailableException if it could not be written; nothing of it is written then
     * @throws RuntimeException what the work throws; nothing of it is written then
     */
    public <T> T write(Work<T> work) {
        Task<T> task = new Task<>(work, new CompletableFuture<>());
        synchronized (closed) {
            if (closed.get()) {
                throw new StateUnavailableException(
                        "the state file " + file + " has been closed", null);
            }
            queue.add(task);
        }
        return await(task.result());
    }

    private <T> T await(CompletableFuture<T> result) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    // What is under way is written or not; who asked has to know which.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof SQLException failure) {
                throw StateFile.unusable(file, said(failure), failure);
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String said(SQLException e) {
        return Transactions.isBusy(e)
                ? "another process does not let go of it"
                : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private void writeAll() {
        List<Task<?>> batch = new ArrayList<>(MAX_BATCH);
        while (true) {
            batch.clear();
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                continue;
            }
            queue.drainTo(batch, MAX_BATCH - 1);
            boolean last = batch.removeIf(task -> task.work() == null);
            writeTogether(batch);
            if (last) {
                return;
            }
        }
    }

    private void writeTogether(List<Task<?>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            inTransaction(batch);
        } catch (SQLException | RuntimeException together) {
            for (Task<?> task : batch) {
                try {
                    inTransaction(List.of(task));
                } catch (SQLException | RuntimeException alone) {
                    task.result().completeExceptionally(alone);
                }
            }
        }
    }

    private void inTransaction(List<Task<?>> batch) throws SQLException {
        transactions.begin();
        List<Runnable> done = new ArrayList<>(batch.size());
        try {
            for (Task<?> task : batch) {
                done.add(task.run(transactions::prepare));
            }
            transactions.commit();
        } catch (SQLException | RuntimeException e) {
            transactions.rollBack();
            throw e;
        }
        done.forEach(Runnable::run);
    }

    /** Waits for what was begun, and closes the file. */
    @Override
    public void close() {
        synchronized (closed) {
            if (closed.getAndSet(true)) {
                return;
            }
            queue.add(new Task<>(null, new CompletableFuture<>()));
        }
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        closeQuietly(connection);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.warn("the state file could not be closed: {}", e.getMessage());
            }
        }
    }

    /** Runs a statement that gives no rows. */
    public static int update(Statements statements, String sql, Object... values)
            throws SQLException {
        return bind(statements, sql, values).executeUpdate();
    }

    /** Runs a statement that gives rows; to be closed before the statement is used again. */
    public static ResultSet query(Statements statements, String sql, Object... values)
            throws SQLException {
        return bind(statements, sql, values).executeQuery();
    }

    private static PreparedStatement bind(Statements statements, String sql, Object... values)
            throws SQLException {
        PreparedStatement statement = statements.prepare(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
