package io.gorgon.budget;

import static io.gorgon.state.Sql.query;
import static io.gorgon.state.Sql.update;

import io.gorgon.state.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The reservations of the ledger: reads and writes them, decides nothing. */
final class ReservationTable {

    private static final String RESERVATION =
            "id, run, agent, day, process, tokens, micro_usd, in_doubt";

    private ReservationTable() {}

    /** A row of the table of reservations. */
    record Row(Reservation reservation, boolean inDoubt) {}

    static Row find(Statements statements, String id) throws SQLException {
        try (ResultSet row =
                query(statements, "SELECT " + RESERVATION + " FROM reservation WHERE id = ?", id)) {
            return row.next() ? row(row) : null;
        }
    }

    /**
     * Removes a reservation.
     *
     * @return as it was; null when there was none
     */
    static Row take(Statements statements, String id) throws SQLException {
        try (ResultSet row =
                query(
                        statements,
                        "DELETE FROM reservation WHERE id = ? RETURNING " + RESERVATION,
                        id)) {
            return row.next() ? row(row) : null;
        }
    }

    static List<Row> ofOwner(Statements statements, String owner) throws SQLException {
        return rows(
                query(
                        statements,
                        "SELECT "
                                + RESERVATION
                                + " FROM reservation WHERE owner = ? AND in_doubt = 0",
                        owner));
    }

    static List<Row> expired(Statements statements, long now) throws SQLException {
        return rows(
                query(
                        statements,
                        "SELECT "
                                + RESERVATION
                                + " FROM reservation WHERE expires < ? AND in_doubt = 0",
                        now));
    }

    static List<Row> inDoubt(Statements statements) throws SQLException {
        return rows(
                query(
                        statements,
                        "SELECT " + RESERVATION + " FROM reservation WHERE in_doubt = 1"));
    }

    private static List<Row> rows(ResultSet result) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (result) {
            while (result.next()) {
                rows.add(row(result));
            }
        }
        return rows;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Reservation(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getLong(7),
                        null,
                        List.of()),
                row.getInt(8) == 1);
    }

    /**
     * @return whether it is open now; false when one with this id was open before, which stays as
     *     it is
     */
    static boolean insert(
            Statements statements, Reservation reservation, String owner, long expires)
            throws SQLException {
        return update(
                        statements,
                        "INSERT INTO reservation (id, owner, run, agent, day, process, tokens,"
                                + " micro_usd, expires, in_doubt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
                                + " ON CONFLICT (id) DO UPDATE SET owner = excluded.owner,"
                                + " run = excluded.run, agent = excluded.agent, day = excluded.day,"
                                + " process = excluded.process, tokens = excluded.tokens,"
                                + " micro_usd = excluded.micro_usd, expires = excluded.expires,"
                                + " in_doubt = 0 WHERE reservation.in_doubt = 1",
                        reservation.id(),
                        owner,
                        reservation.runId(),
                        reservation.agentId(),
                        reservation.day(),
                        reservation.process(),
                        reservation.tokens(),
                        reservation.microUsd(),
                        expires)
                == 1;
    }

    static void markInDoubt(Statements statements, String id) throws SQLException {
        update(statements, "UPDATE reservation SET in_doubt = 1 WHERE id = ?", id);
    }

    static void delete(Statements statements, String id) throws SQLException {
        update(statements, "DELETE FROM reservation WHERE id = ?", id);
    }
}
