package io.gorgon.journal;

import io.gorgon.state.Sql;
import io.gorgon.state.Statements;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What becomes of prompts, answers, inputs and outputs when a run has ended.
 *
 * @param kept whether they stay; else only digests of them
 * @param redact what is cut out of those that stay
 */
record EndedTexts(boolean kept, List<Pattern> redact) {

    static EndedTexts of(JournalSettings settings) {
        return new EndedTexts(settings.storeTexts(), settings.redact());
    }

    void apply(Statements statements, String run) throws SQLException {
        if (kept && redact.isEmpty()) {
            return;
        }
        for (TextColumn column : TextColumn.ALL) {
            for (TextColumn.Value value : column.values(statements, run)) {
                String changed =
                        kept
                                ? Redacted.column(
                                        statements, run, value.column(), column.answer(), redact)
                                : StoredText.hashed(value.column());
                if (!changed.equals(value.column())) {
                    column.set(statements, run, value.id(), changed);
                }
            }
        }
        if (kept) {
            TextColumn.removeUnusedBlobs(statements, run);
        } else {
            Sql.update(statements, "DELETE FROM blob WHERE home = ?", run);
            Sql.update(statements, "UPDATE run SET texts_kept = 0 WHERE id = ?", run);
        }
    }
}
