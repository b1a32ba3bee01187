package io.gorgon.state;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Runs statements with values. */
public final class Sql {

    private Sql() {}

    /**
     * Runs a statement that gives no rows.
     *
     * @return how many rows it changed
     */
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
