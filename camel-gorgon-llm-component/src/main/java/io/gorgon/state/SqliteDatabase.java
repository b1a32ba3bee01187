package io.gorgon.state;

import io.gorgon.llm.error.StateUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/** An SQLite file that several processes share, or one in memory. Thread-safe. */
public final class SqliteDatabase implements StateDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);

    /** Short, as waiting is done by {@link Transactions}; long while the file is being opened. */
    private static final int BUSY_MS = 20;

    private static final int BUSY_AT_OPEN_MS = 30_000;

    /**
     * Whoever's commit brings the log to this size waits for the pages to be copied to the file; a
     * step that asks a model writes about ten. At 4 KB each the log has 16 MB.
     */
    private static final int PAGES_BETWEEN_CHECKPOINTS = 4000;

    private final Path file;
    private final Connection writing;
    private final GroupCommit commits;
    private final ReentrantLock reads = new ReentrantLock();
    private final OwnerLife life;
    private final OwnerTable owners;
    private final HeartBeat heart;
    private Connection reading;
    private Transactions readTransactions;
    private boolean closed;

    /**
     * @param file null for memory
     */
    private SqliteDatabase(Path file, Connection writing, OwnerLife life) {
        this.file = file;
        this.writing = writing;
        this.life = life;
        this.commits =
                new GroupCommit(
                        new Transactions(writing, file),
                        file == null ? "the state in memory" : "the state file " + file);
        this.owners = new OwnerTable(this, life);
        this.heart = new HeartBeat(owners);
    }

    /**
     * Opens a file, and makes it if need be.
     *
     * @throws StateUnavailableException if it cannot be used
     */
    public static SqliteDatabase open(Path file) {
        StateFile.prepare(file);
        OwnerFile owner = OwnerFile.create(file);
        Connection connection = null;
        try {
            connection = connect(file.toString());
            settings(connection);
        } catch (SQLException e) {
            StateUnavailableException unusable = new Transactions(connection, file).unusable(e);
            closeQuietly(connection);
            owner.close();
            throw unusable;
        }
        SqliteDatabase database = new SqliteDatabase(file, connection, new FileLife(file, owner));
        database.begin();
        database.heart.start();
        return database;
    }

    /** One that ends when it is closed, and that nobody else can open. */
    static SqliteDatabase inMemory() {
        try {
            Connection connection = connect(":memory:");
            SqliteDatabase database = new SqliteDatabase(null, connection, OwnerLife.alone());
            database.begin();
            return database;
        } catch (SQLException e) {
            throw new Transactions(null, null).unusable(e);
        }
    }

    private void begin() {
        commits.start();
        try {
            owners.register();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Connection connect(String file) throws SQLException {
        Properties properties = new Properties();
        // each insertion would be followed by a query for a key that nobody asks for
        properties.setProperty(
                SQLiteConfig.Pragma.JDBC_GET_GENERATED_KEYS.getPragmaName(), "false");
        return org.sqlite.JDBC.createConnection("jdbc:sqlite:" + file, properties);
    }

    private static void settings(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + BUSY_AT_OPEN_MS);
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA wal_autocheckpoint = " + PAGES_BETWEEN_CHECKPOINTS);
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

    /**
     * Lets the file grow to so many pages only, as a full disk does: at once, and not after what
     * waits to be written.
     *
     * @param pages fewer than there are is as many as there are
     */
    void limitPages(long pages) throws SQLException {
        try (Statement statement = writing.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages);
        }
    }

    @Override
    public <T> T write(Work<T> work) {
        return commits.write(work);
    }

    @Override
    public <T> T writeWhenPossible(Work<T> work) {
        return commits.writeWhenPossible(work);
    }

    @Override
    public void ride(Work<?> work) {
        commits.ride(work);
    }

    @Override
    public void flush() {
        commits.write(statements -> null);
    }

    @Override
    public <T> T read(Work<T> work) {
        if (file == null) {
            // A second connection would see another memory.
            return commits.write(work);
        }
        reads.lock();
        try {
            if (closed) {
                throw new StateUnavailableException(name() + " has been closed", null);
            }
            if (reading == null) {
                openToRead();
            }
            return readOnce(work);
        } catch (SQLException e) {
            throw new Transactions(reading, file).unusable(e);
        } finally {
            reads.unlock();
        }
    }

    private <T> T readOnce(Work<T> work) throws SQLException {
        boolean done = false;
        readTransactions.beginToRead();
        try {
            T result = work.run(readTransactions::prepare);
            readTransactions.endReading();
            done = true;
            return result;
        } finally {
            if (!done) {
                readTransactions.rollBack();
            }
        }
    }

    private void openToRead() throws SQLException {
        Connection connection = connect(file.toString());
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + BUSY_AT_OPEN_MS);
            statement.execute("PRAGMA query_only = ON");
        } catch (SQLException e) {
            closeQuietly(connection);
            throw e;
        }
        reading = connection;
        readTransactions = new Transactions(connection, file);
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public Owners owners() {
        return owners;
    }

    @Override
    public String name() {
        return file == null ? "memory" : "sqlite:" + file;
    }

    @Override
    public void close() {
        heart.close();
        commits.close(owners::leave);
        closeQuietly(writing);
        reads.lock();
        try {
            closed = true;
            closeQuietly(reading);
        } finally {
            reads.unlock();
        }
        life.close();
    }

    private static void closeQuietly(AutoCloseable each) {
        if (each != null) {
            try {
                each.close();
            } catch (Exception e) {
                LOG.warn("the state file could not be closed: {}", e.getMessage());
            }
        }
    }
}
