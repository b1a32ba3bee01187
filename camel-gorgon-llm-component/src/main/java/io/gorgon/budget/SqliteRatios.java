package io.gorgon.budget;

import static io.gorgon.state.SqliteDatabase.query;
import static io.gorgon.state.SqliteDatabase.update;

import io.gorgon.state.SqliteDatabase;
import java.sql.ResultSet;
import java.util.OptionalDouble;

/** Keeps ratios in the state file. */
final class SqliteRatios implements EstimateRatios {

    private final SqliteDatabase database;

    SqliteRatios(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public OptionalDouble find(String model) {
        return database.write(
                statements -> {
                    try (ResultSet row =
                            query(
                                    statements,
                                    "SELECT ratio FROM token_ratio WHERE model = ?",
                                    model)) {
                        return row.next()
                                ? OptionalDouble.of(row.getDouble(1))
                                : OptionalDouble.empty();
                    }
                });
    }

    @Override
    public void keep(String model, double ratio) {
        database.write(
                statements ->
                        update(
                                statements,
                                "INSERT OR REPLACE INTO token_ratio (model, ratio) VALUES (?, ?)",
                                model,
                                ratio));
    }
}
