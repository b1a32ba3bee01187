package io.gorgon.journal;

import io.gorgon.state.SchemaVersions;
import io.gorgon.state.Sql;
import io.gorgon.state.StateDatabase;
import io.gorgon.state.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The journal's tables. Money is in millionths of a US dollar, times are in milliseconds since 1970
 * and are for people: order is always given by numbers that count up.
 */
final class JournalSchema {

    private static final String COMPONENT = "journal";

    /** What each version adds to the one before it, the first version first. */
    private static final List<List<String>> VERSIONS =
            List.of(
                    List.of(
                            "CREATE TABLE run (seq {sequence}, id TEXT NOT NULL UNIQUE,"
                                    + " workflow TEXT NOT NULL, name TEXT NOT NULL, start_key TEXT,"
                                    + " origin TEXT, hash TEXT, forked_from TEXT, status TEXT NOT NULL,"
                                    + " owner TEXT, fence BIGINT NOT NULL, cancel_requested BIGINT NOT NULL,"
                                    + " inputs TEXT, outputs TEXT, error TEXT, texts_kept BIGINT NOT NULL,"
                                    + " started BIGINT NOT NULL, changed BIGINT NOT NULL, finished BIGINT,"
                                    + " active_since BIGINT, active_ms BIGINT NOT NULL,"
                                    + " resumes BIGINT NOT NULL, saved_tokens BIGINT NOT NULL,"
                                    + " saved_micro_usd BIGINT NOT NULL, copied_tokens BIGINT NOT NULL,"
                                    + " copied_micro_usd BIGINT NOT NULL, UNIQUE (workflow, start_key))",
                            "CREATE TABLE definition (hash TEXT NOT NULL PRIMARY KEY,"
                                    + " source TEXT NOT NULL)",
                            "CREATE TABLE run_definition (run TEXT NOT NULL, n BIGINT NOT NULL,"
                                    + " workflow TEXT NOT NULL, file TEXT NOT NULL, hash TEXT NOT NULL,"
                                    + " PRIMARY KEY (run, n))",
                            "CREATE TABLE step (run TEXT NOT NULL, path TEXT NOT NULL,"
                                    + " seq BIGINT NOT NULL, end_seq BIGINT, type TEXT NOT NULL, class TEXT NOT NULL,"
                                    + " status TEXT NOT NULL, attempts BIGINT NOT NULL,"
                                    + " failed BIGINT NOT NULL, round BIGINT NOT NULL, not_before BIGINT,"
                                    + " started BIGINT, duration_ms BIGINT NOT NULL, error TEXT,"
                                    + " provider TEXT, model TEXT, input_tokens BIGINT NOT NULL,"
                                    + " output_tokens BIGINT NOT NULL, micro_usd BIGINT,"
                                    + " estimated BIGINT NOT NULL, answer TEXT, given TEXT,"
                                    + " structured BIGINT NOT NULL, in_doubt BIGINT NOT NULL,"
                                    + " reused BIGINT NOT NULL, fence BIGINT NOT NULL,"
                                    + " PRIMARY KEY (run, path))",
                            "CREATE TABLE call (id TEXT NOT NULL PRIMARY KEY, run TEXT NOT NULL,"
                                    + " seq BIGINT NOT NULL, path TEXT, key TEXT NOT NULL,"
                                    + " n BIGINT NOT NULL, state TEXT NOT NULL, owner TEXT NOT NULL,"
                                    + " fence BIGINT NOT NULL, request_hash TEXT NOT NULL, prompt TEXT,"
                                    + " reserved_tokens BIGINT NOT NULL, reserved_micro_usd BIGINT NOT NULL,"
                                    + " spent_tokens BIGINT NOT NULL, spent_micro_usd BIGINT NOT NULL,"
                                    + " in_doubt_tokens BIGINT NOT NULL, in_doubt_micro_usd BIGINT NOT NULL,"
                                    + " provider TEXT, model TEXT, input_tokens BIGINT NOT NULL,"
                                    + " output_tokens BIGINT NOT NULL, answer TEXT, first_answer TEXT,"
                                    + " started BIGINT NOT NULL, finished BIGINT, error TEXT)",
                            "CREATE TABLE approval (seq {sequence}, run TEXT NOT NULL,"
                                    + " path TEXT NOT NULL, kind TEXT NOT NULL, token_hash TEXT NOT NULL,"
                                    + " prompt TEXT, preview TEXT, requested BIGINT NOT NULL,"
                                    + " expires BIGINT NOT NULL, state TEXT NOT NULL, decided_by TEXT,"
                                    + " comment TEXT, decided BIGINT, consumed BIGINT NOT NULL)",
                            "CREATE TABLE event (seq {sequence}, run TEXT NOT NULL, at BIGINT NOT NULL,"
                                    + " type TEXT NOT NULL, path TEXT, actor TEXT, text TEXT)",
                            "CREATE TABLE blob (home TEXT NOT NULL, hash TEXT NOT NULL,"
                                    + " content {bytes} NOT NULL, PRIMARY KEY (home, hash))",
                            "CREATE INDEX run_status ON run (status)",
                            "CREATE INDEX run_owner ON run (owner)",
                            "CREATE INDEX call_key ON call (run, key, n)",
                            "CREATE INDEX approval_run ON approval (run)",
                            "CREATE INDEX approval_token ON approval (token_hash)",
                            "CREATE INDEX event_run ON event (run)"));

    private JournalSchema() {}

    /**
     * Makes the tables, or brings those of an earlier version up to date.
     *
     * @throws io.gorgon.llm.error.StateUnavailableException if a later version of Gorgon made them
     */
    static void update(StateDatabase database, Statements statements) throws SQLException {
        List<SchemaVersions.Step> steps = new ArrayList<>();
        for (List<String> version : VERSIONS) {
            steps.add(each -> make(database, each, version));
        }
        SchemaVersions.update(database, statements, COMPONENT, steps);
    }

    private static void make(StateDatabase database, Statements statements, List<String> version)
            throws SQLException {
        for (String sql : version) {
            boolean table = sql.startsWith("CREATE TABLE");
            Sql.update(statements, table ? database.dialect().table(sql) : sql);
        }
    }
}
