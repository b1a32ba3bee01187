package io.gorgon.budget;

import static io.gorgon.state.Sql.query;
import static io.gorgon.state.Sql.update;

import io.gorgon.state.StateDatabase;
import java.sql.ResultSet;
import java.util.OptionalDouble;

/** Keeps ratios in the database of the ledger. */
final class DatabaseRatios implements EstimateRatios {

    private final StateDatabase database;

    DatabaseRatios(StateDatabase database) {
        this.database = database;
    }

    @Override
    public OptionalDouble find(String model) {
        return database.read(
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
        database.ride(
                statements ->
                        update(
                                statements,
                                "INSERT INTO token_ratio (model, ratio) VALUES (?, ?)"
                                        + " ON CONFLICT (model) DO UPDATE SET ratio = excluded.ratio",
                                model,
                                ratio));
    }
}
