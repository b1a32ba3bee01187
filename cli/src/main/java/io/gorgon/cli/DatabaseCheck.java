package io.gorgon.cli;

import io.gorgon.state.Dialect;
import io.gorgon.state.Sql;
import io.gorgon.state.StateDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks a database whether its own file is whole. */
final class DatabaseCheck {

    private static final String WHOLE = "ok";

    /** SQLite's result codes SQLITE_CORRUPT and SQLITE_NOTADB (sqlite.org/rescode.html). */
    private static final Set<Integer> DAMAGED = Set.of(11, 26);

    private DatabaseCheck() {}

    /** What is damaged; empty when nothing is, or the database is a server that sees to itself. */
    static List<String> of(StateDatabase database) {
        if (database.dialect() != Dialect.SQLITE) {
            return List.of();
        }
        return database.read(
                statements -> {
                    List<String> damages = new ArrayList<>();
                    try (ResultSet row = Sql.query(statements, "PRAGMA quick_check(10)")) {
                        while (row.next()) {
                            if (!WHOLE.equals(row.getString(1))) {
                                damages.add(row.getString(1));
                            }
                        }
                    } catch (SQLException e) {
                        if (!isOfDamage(e)) {
                            throw e;
                        }
                        if (damages.isEmpty()) {
                            damages.add(String.valueOf(e.getMessage()));
                        }
                    }
                    return damages;
                });
    }

    /** The lowest byte of an extended result code is the code. */
    private static boolean isOfDamage(SQLException e) {
        return DAMAGED.contains(e.getErrorCode() & 0xff);
    }
}
