package io.gorgon.journal;

import io.gorgon.state.Sql;
import io.gorgon.state.Statements;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * A text as a column has it: the text itself, the digest of a long one that is in a table of its
 * own, or the digest of one that is not kept.
 *
 * @param column what the column has; null for no text
 * @param content the long text; null when it is in the column
 */
record StoredText(String column, byte[] content) {

    /** Longer ones would make the rows of a table slow to go through. */
    private static final int MAX_IN_ROW = 8 * 1024;

    private static final char IN_ROW = '=';
    private static final char OUT_OF_ROW = '@';
    private static final char HASHED = '#';
    private static final StoredText NONE = new StoredText(null, null);

    static StoredText of(String text) {
        if (text == null) {
            return NONE;
        }
        if (text.length() <= MAX_IN_ROW / 3) {
            return new StoredText(IN_ROW + text, null);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MAX_IN_ROW
                ? new StoredText(IN_ROW + text, null)
                : new StoredText(OUT_OF_ROW + Sha256.of(bytes), bytes);
    }

    static StoredText ofValue(Object value) {
        return of(ValueCodec.encode(value));
    }

    /**
     * Writes the long text, if it is one.
     *
     * @param home the run, or the call outside of runs, that it belongs to
     * @return what the column has
     */
    String save(Statements statements, String home) throws SQLException {
        if (content != null) {
            Sql.update(
                    statements,
                    "INSERT INTO blob (home, hash, content) VALUES (?, ?, ?)"
                            + " ON CONFLICT (home, hash) DO NOTHING",
                    home,
                    column.substring(1),
                    content);
        }
        return column;
    }

    /** The text; null when there is none, or it is not kept. */
    static String load(Statements statements, String home, String column) throws SQLException {
        if (column == null || column.charAt(0) == HASHED) {
            return null;
        }
        if (column.charAt(0) == IN_ROW) {
            return column.substring(1);
        }
        return Rows.first(
                        statements,
                        row -> new String(row.getBytes(1), StandardCharsets.UTF_8),
                        "SELECT content FROM blob WHERE home = ? AND hash = ?",
                        home,
                        column.substring(1))
                .orElse(null);
    }

    /** The column when the text is not kept any more. */
    static String hashed(String column) {
        if (column == null || column.charAt(0) == HASHED) {
            return column;
        }
        return HASHED
                + (column.charAt(0) == OUT_OF_ROW
                        ? column.substring(1)
                        : Sha256.of(column.substring(1)));
    }

    static boolean isOutOfRow(String column) {
        return column != null && column.charAt(0) == OUT_OF_ROW;
    }
}
