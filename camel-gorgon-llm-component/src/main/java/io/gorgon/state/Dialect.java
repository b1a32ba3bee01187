package io.gorgon.state;

/**
 * What differs between the kinds of databases. Statements are written so that all of them
 * understand them: {@code INSERT … ON CONFLICT … DO UPDATE}, {@code TEXT}, {@code BIGINT}.
 */
public enum Dialect {
    SQLITE(
            "INTEGER PRIMARY KEY AUTOINCREMENT",
            "BLOB",
            "REAL",
            " STRICT",
            "CAST(unixepoch('subsec') * 1000 AS INTEGER)"),
    POSTGRESQL(
            "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
            "BYTEA",
            "DOUBLE PRECISION",
            "",
            "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)");

    private final String sequence;
    private final String bytes;
    private final String fraction;
    private final String tableOptions;
    private final String now;

    Dialect(String sequence, String bytes, String fraction, String tableOptions, String now) {
        this.sequence = sequence;
        this.bytes = bytes;
        this.fraction = fraction;
        this.tableOptions = tableOptions;
        this.now = now;
    }

    /**
     * A statement that makes a table, as this kind wants it.
     *
     * @param sql as {@link #types} takes it
     */
    public String table(String sql) {
        return types(sql) + tableOptions;
    }

    /**
     * A statement that names types of columns, as this kind wants it.
     *
     * @param sql with {@code BIGINT} for whole numbers, {@code {sequence}} for a key that counts by
     *     itself, {@code {bytes}} for bytes and {@code {fraction}} for numbers with a fraction
     */
    public String types(String sql) {
        String text =
                sql.replace("{sequence}", sequence)
                        .replace("{bytes}", bytes)
                        .replace("{fraction}", fraction);
        return this == SQLITE ? text.replace("BIGINT", "INTEGER") : text;
    }

    /** The time of the database's clock as an expression: milliseconds since 1970. */
    String now() {
        return now;
    }
}
