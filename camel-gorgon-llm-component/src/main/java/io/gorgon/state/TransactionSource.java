package io.gorgon.state;

import io.gorgon.llm.error.StateUnavailableException;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The transactions of one connection. For one thread at a time. */
interface TransactionSource {

    /**
     * Whether any thread may do this, one at a time. Not where the interruption of a thread, which
     * is meant for what it does otherwise, could break the connection.
     */
    boolean isForAnyThread();

    /** Takes the right to write, at once and not at the first change, so that nothing is lost. */
    void begin() throws SQLException;

    void commit() throws SQLException;

    /** Never throws: what failed before is what counts. */
    void rollBack();

    PreparedStatement prepare(String sql) throws SQLException;

    /** Whether the same may work later: no room on the disk, nobody answers, another has it. */
    boolean mayWorkLater(SQLException e);

    /** What people are told of a failure: one line, without a full stop. */
    String reason(SQLException e);

    /** The failure of all that had to be done with the database. */
    StateUnavailableException unusable(SQLException e);
}
