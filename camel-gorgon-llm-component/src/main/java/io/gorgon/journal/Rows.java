package io.gorgon.journal;

import io.gorgon.state.Sql;
import io.gorgon.state.Statements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rows, and turns columns into values. */
final class Rows {

    private static final int MICRO_DIGITS = 6;

    /** Makes a value of the row that a result stands at. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Rows() {}

    static <T> List<T> all(Statements statements, Reader<T> reader, String sql, Object... values)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet row = Sql.query(statements, sql, values)) {
            while (row.next()) {
                rows.add(reader.read(row));
            }
        }
        return rows;
    }

    static <T> Optional<T> first(
            Statements statements, Reader<T> reader, String sql, Object... values)
            throws SQLException {
        try (ResultSet row = Sql.query(statements, sql, values)) {
            return row.next() ? Optional.ofNullable(reader.read(row)) : Optional.empty();
        }
    }

    /** The number that a statement gives; zero when it gives no row or no value. */
    static long number(Statements statements, String sql, Object... values) throws SQLException {
        try (ResultSet row = Sql.query(statements, sql, values)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Null for no value. */
    static Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    static Long millis(Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    static int flag(boolean value) {
        return value ? 1 : 0;
    }

    /** US dollars; null for no value. */
    static BigDecimal usd(ResultSet row, String column) throws SQLException {
        long microUsd = row.getLong(column);
        return row.wasNull() ? null : usd(microUsd);
    }

    static BigDecimal usd(long microUsd) {
        return microUsd == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(microUsd, MICRO_DIGITS);
    }

    /** Millionths of a US dollar; null for null. */
    static Long microUsd(BigDecimal usd) {
        return usd == null
                ? null
                : usd.movePointRight(MICRO_DIGITS).setScale(0, RoundingMode.HALF_UP).longValue();
    }

    /** A text that every database takes: PostgreSQL has none with a zero character. */
    static String storable(String text) {
        return text == null || text.indexOf('\0') < 0 ? text : text.replace('\0', '\ufffd');
    }
}
