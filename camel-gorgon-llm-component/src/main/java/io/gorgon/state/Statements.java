package io.gorgon.state;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Gives prepared statements of the current transaction. They are kept and must not be closed. */
@FunctionalInterface
public interface Statements {

    PreparedStatement prepare(String sql) throws SQLException;
}
