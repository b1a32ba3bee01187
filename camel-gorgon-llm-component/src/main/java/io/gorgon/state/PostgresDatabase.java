package io.gorgon.state;

import io.gorgon.llm.error.StateUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** A database on a PostgreSQL server that processes on many machines share. Thread-safe. */
final class PostgresDatabase implements StateDatabase {

    /** Whoever changes something is quick, or holds up all others. */
    private static final int WRITING_SECONDS = 5;

    private static final int READING_SECONDS = 30;

    private final PostgresAddress address;
    private final PostgresConnection writing;
    private final PostgresConnection reading;
    private final GroupCommit commits;
    private final ReentrantLock reads = new ReentrantLock();
    private final OwnerTable owners;
    private final HeartBeat heart;
    private boolean closed;

    private PostgresDatabase(PostgresAddress address, UnaryOperator<String> environment) {
        this.address = address;
        this.writing = new PostgresConnection(address, environment, WRITING_SECONDS);
        this.reading = new PostgresConnection(address, environment, READING_SECONDS);
        PostgresLife life = new PostgresLife(() -> this);
        this.commits =
                new GroupCommit(
                        new PostgresTransactions(writing, address, PostgresLife.lockOf(life.id())),
                        "the state database " + address);
        this.owners = new OwnerTable(this, life);
        this.heart = new HeartBeat(owners);
    }

    /**
     * Connects, and makes the schema if need be.
     *
     * @throws StateUnavailableException if the database cannot be used
     */
    static PostgresDatabase open(PostgresAddress address) {
        return open(address, System::getenv);
    }

    /**
     * @param environment the values of environment variables; null for one that is not set
     */
    static PostgresDatabase open(PostgresAddress address, UnaryOperator<String> environment) {
        PostgresDatabase database = new PostgresDatabase(address, environment);
        try {
            database.writing.get();
        } catch (SQLException e) {
            throw PostgresTransactions.unusable(address, e);
        }
        database.commits.start();
        try {
            database.owners.register();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        database.heart.start();
        return database;
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
        reads.lock();
        try {
            if (closed) {
                throw new StateUnavailableException(
                        "the state database " + address + " has been closed", null);
            }
            boolean mayBeStale = reading.isConnected();
            while (true) {
                try {
                    return readOnce(work);
                } catch (SQLException e) {
                    reading.closeAfter(e);
                    if (!mayBeStale || reading.isConnected()) {
                        throw PostgresTransactions.unusable(address, e);
                    }
                    mayBeStale = false;
                } finally {
                    reading.rollBack();
                }
            }
        } finally {
            reads.unlock();
        }
    }

    private <T> T readOnce(Work<T> work) throws SQLException {
        if (!reading.isConnected()) {
            Connection connection = reading.get();
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        }
        return work.run(reading::prepare);
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public Owners owners() {
        return owners;
    }

    @Override
    public String name() {
        return address.toString();
    }

    @Override
    public void close() {
        heart.close();
        commits.close(owners::leave);
        writing.close();
        reads.lock();
        try {
            closed = true;
            reading.close();
        } finally {
            reads.unlock();
        }
    }
}
