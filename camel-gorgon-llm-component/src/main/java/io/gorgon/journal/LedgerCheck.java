package io.gorgon.journal;

import io.gorgon.journal.Journal.Finding;
import io.gorgon.state.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Compares what the budgets have booked for a run with its calls. */
final class LedgerCheck {

    private record Sums(long spentTokens, long spentUsd, long inDoubtTokens, long inDoubtUsd) {

        static final Sums NONE = new Sums(0, 0, 0, 0);

        static Sums read(ResultSet row) throws SQLException {
            return new Sums(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
        }

        Sums plus(Sums other) {
            return new Sums(
                    spentTokens + other.spentTokens,
                    spentUsd + other.spentUsd,
                    inDoubtTokens + other.inDoubtTokens,
                    inDoubtUsd + other.inDoubtUsd);
        }

        @Override
        public String toString() {
            return spentTokens
                    + " tokens and $"
                    + Rows.usd(spentUsd).toPlainString()
                    + " spent, "
                    + inDoubtTokens
                    + " tokens and $"
                    + Rows.usd(inDoubtUsd).toPlainString()
                    + " in doubt";
        }
    }

    private LedgerCheck() {}

    static void compare(Statements statements, String run, List<Finding> findings)
            throws SQLException {
        Sums booked =
                Rows.first(
                                statements,
                                Sums::read,
                                "SELECT spent_tokens, spent_micro_usd, in_doubt_tokens,"
                                        + " in_doubt_micro_usd FROM ledger WHERE scope = 'run'"
                                        + " AND key = ?",
                                run)
                        .orElse(Sums.NONE);
        // what the budget still has open counts as the budget has it
        Sums settled =
                sums(
                        statements,
                        "SELECT SUM(spent_tokens), SUM(spent_micro_usd), SUM(in_doubt_tokens),"
                                + " SUM(in_doubt_micro_usd) FROM call WHERE run = ? AND NOT EXISTS"
                                + " (SELECT 1 FROM reservation r WHERE r.id = call.id)",
                        run);
        Sums open =
                sums(
                        statements,
                        "SELECT 0, 0, SUM(tokens), SUM(micro_usd) FROM reservation"
                                + " WHERE run = ? AND in_doubt = 1",
                        run);
        Sums expected = settled.plus(open);
        if (!booked.equals(expected)) {
            findings.add(
                    new Finding(
                            run,
                            "the budget has booked "
                                    + booked
                                    + " for run "
                                    + run
                                    + ", and its calls have "
                                    + expected,
                            "compare gorgon show "
                                    + run
                                    + " with the provider's bill; gorgon budget --reset run:"
                                    + run
                                    + " forgets what is booked"));
        }
    }

    private static Sums sums(Statements statements, String sql, String run) throws SQLException {
        return Rows.first(statements, Sums::read, sql, run).orElse(Sums.NONE);
    }
}
