package io.gorgon.state;

import io.gorgon.llm.error.StateUnavailableException;
import java.sql.SQLException;

/**
 * The database that budgets and the journal share. What many threads want to have written goes to
 * the disk in one transaction; one transaction at a time changes the database, whichever process
 * makes it. Thread-safe.
 */
public interface StateDatabase extends AutoCloseable {

    /**
     * Something to do in a transaction. It may be done again when the transaction failed, or when
     * nobody knows whether it did: the connection broke while it was being confirmed. It must not
     * wait for other work of the same database.
     */
    @FunctionalInterface
    interface Work<T> {
        T run(Statements statements) throws SQLException;
    }

    /**
     * Does something in a transaction, and waits until it is on the disk. Other work may be in the
     * same transaction.
     *
     * @throws StateUnavailableException if it could not be written, or nobody knows whether it was:
     *     the connection broke while it was being confirmed
     * @throws RuntimeException what the work throws; nothing of it is written then
     */
    <T> T write(Work<T> work);

    /**
     * As {@link #write}, but for what must not be lost: while the database cannot be written to, it
     * waits and tries again, until it works or the database is closed.
     *
     * @throws StateUnavailableException if it never will be written, or the database was closed
     */
    <T> T writeWhenPossible(Work<T> work);

    /**
     * Has something written with the next transaction, or soon: it is on the disk when a later
     * {@link #write} of the same thread has come back, or {@link #flush}. While the database cannot
     * be written to it is kept and tried again. Work that throws anything but that is dropped and
     * logged.
     */
    void ride(Work<?> work);

    /**
     * Waits until all that rides is on the disk.
     *
     * @throws StateUnavailableException if it could not be written; it is still kept
     */
    void flush();

    /**
     * Reads what has been committed; must not change anything. Does not wait for those that write.
     *
     * @throws StateUnavailableException if it cannot be read
     */
    <T> T read(Work<T> work);

    /** What differs between the kinds of databases. */
    Dialect dialect();

    /** Who has the database open, and who of them is gone. */
    Owners owners();

    /** Says in messages which one it is; never has a password in it. */
    String name();

    /** Writes what rides, waits for what was begun, and lets go of the database. */
    @Override
    void close();

    /**
     * Opens a database, and makes it if need be.
     *
     * @throws StateUnavailableException if it cannot be used
     */
    static StateDatabase open(StateLocation location) {
        if (location.server().isPresent()) {
            return PostgresDatabase.open(location.server().get());
        }
        return location.file().isPresent()
                ? SqliteDatabase.open(location.file().get())
                : SqliteDatabase.inMemory();
    }
}
