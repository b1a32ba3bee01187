package io.gorgon.journal;

import io.gorgon.state.Owners.Owner;
import io.gorgon.state.Statements;
import io.gorgon.workflow.run.RunStatus;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads runs as people see them. */
final class RunReader {

    private record Sums(long tokens, long microUsd, long inDoubtTokens, long inDoubtMicroUsd) {}

    /** A run with all that only its rows tell. */
    private record Read(RunTable.Row row, Sums sums, boolean priceKnown, List<String> waitingFor) {}

    private final JournalStore store;

    RunReader(JournalStore store) {
        this.store = store;
    }

    List<RunRecord> newest(int limit) {
        return records("SELECT " + RunTable.COLUMNS + " FROM run ORDER BY seq DESC LIMIT ?", limit);
    }

    Optional<RunRecord> one(String id) {
        return records("SELECT " + RunTable.COLUMNS + " FROM run WHERE id = ?", id).stream()
                .findFirst();
    }

    /**
     * @throws RunUnavailableException if several runs start like this
     */
    Optional<RunRecord> startingWith(String id) {
        Optional<RunRecord> whole = one(id);
        if (whole.isPresent() || id.isEmpty()) {
            return whole;
        }
        List<RunRecord> found =
                records(
                        "SELECT "
                                + RunTable.COLUMNS
                                + " FROM run WHERE substr(id, 1, ?) = ? ORDER BY seq DESC LIMIT 4",
                        id.length(),
                        id);
        if (found.size() > 1) {
            throw new RunUnavailableException(
                    "several runs start with "
                            + id
                            + ", such as "
                            + String.join(
                                    " and ", found.stream().limit(2).map(RunRecord::runId).toList())
                            + "; give more of the id");
        }
        return found.stream().findFirst();
    }

    /** Those that nobody works on although they have neither ended nor wait, oldest first. */
    List<RunRecord> interrupted(String origin) {
        String select =
                "SELECT " + RunTable.COLUMNS + " FROM run WHERE status = 'RUNNING' AND origin ";
        List<RunRecord> running =
                origin == null
                        ? records(select + "IS NULL ORDER BY seq")
                        : records(select + "= ? ORDER BY seq", origin);
        return running.stream().filter(RunRecord::interrupted).toList();
    }

    /** Runs that nobody works on, and that wait for nothing more at one of their steps. */
    List<RunRecord> decided(String origin) {
        String select =
                "SELECT "
                        + RunTable.COLUMNS
                        + " FROM run WHERE status = 'AWAITING_APPROVAL' AND owner IS NULL"
                        + " AND EXISTS (SELECT 1 FROM approval a JOIN step s ON s.run = a.run"
                        + " AND (s.path = a.path OR s.path = a.path || '~fallback')"
                        + " WHERE a.run = run.id AND s.status = 'AWAITING_APPROVAL'"
                        + " AND a.consumed = 0"
                        + " AND (a.state IN ('APPROVED', 'REJECTED') OR a.expires <= ?))"
                        + " AND origin ";
        long now = store.millis();
        return origin == null
                ? records(select + "IS NULL ORDER BY seq", now)
                : records(select + "= ? ORDER BY seq", now, origin);
    }

    private List<RunRecord> records(String sql, Object... values) {
        List<Read> read =
                store.database()
                        .read(
                                statements -> {
                                    List<Read> all = new ArrayList<>();
                                    for (RunTable.Row row :
                                            Rows.all(statements, RunTable::read, sql, values)) {
                                        all.add(read(statements, row));
                                    }
                                    return all;
                                });
        Map<String, String> alive = new HashMap<>();
        boolean owned = read.stream().anyMatch(each -> each.row().owner() != null);
        List<Owner> owners = owned ? store.database().owners().all() : List.of();
        List<RunRecord> records = new ArrayList<>(read.size());
        for (Read each : read) {
            String owner = each.row().owner();
            if (owner != null && !alive.containsKey(owner)) {
                alive.put(owner, nameIfAlive(owners, owner));
            }
            records.add(record(each, owner == null ? null : alive.get(owner)));
        }
        return records;
    }

    private String nameIfAlive(List<Owner> owners, String id) {
        if (store.database().owners().isDead(id)) {
            return null;
        }
        return owners.stream()
                .filter(each -> each.id().equals(id))
                .map(each -> each.pid() + "@" + each.host())
                .findFirst()
                .orElse(null);
    }

    private Read read(Statements statements, RunTable.Row row) throws SQLException {
        Sums sums =
                Rows.first(
                                statements,
                                r ->
                                        new Sums(
                                                r.getLong(1),
                                                r.getLong(2),
                                                r.getLong(3),
                                                r.getLong(4)),
                                "SELECT SUM(spent_tokens), SUM(spent_micro_usd),"
                                        + " SUM(in_doubt_tokens), SUM(in_doubt_micro_usd)"
                                        + " FROM call WHERE run = ?",
                                row.id())
                        .orElseThrow();
        boolean priceKnown =
                Rows.number(
                                statements,
                                "SELECT COUNT(*) FROM step WHERE run = ? AND micro_usd IS NULL"
                                        + " AND reused <> "
                                        + StepTable.COPIED,
                                row.id())
                        == 0;
        List<String> waitingFor =
                row.hasEnded()
                        ? List.of()
                        : Rows.all(
                                statements,
                                r -> r.getString(1),
                                "SELECT path FROM approval WHERE run = ? AND state = 'PENDING'"
                                        + " AND consumed = 0 AND expires > ? ORDER BY seq",
                                row.id(),
                                store.millis());
        return new Read(row, sums, priceKnown, waitingFor);
    }

    private RunRecord record(Read read, String livingOwner) {
        RunTable.Row row = read.row();
        Sums sums = read.sums();
        long until = livingOwner == null ? row.changed() : store.millis();
        BigDecimal spent = Rows.usd(sums.microUsd());
        return new RunRecord(
                row.id(),
                row.workflow(),
                row.name(),
                row.status(),
                row.status() == RunStatus.RUNNING && livingOwner == null,
                row.startKey(),
                row.origin(),
                row.hash(),
                row.forkedFrom(),
                row.error(),
                read.waitingFor(),
                Instant.ofEpochMilli(row.started()),
                Instant.ofEpochMilli(row.changed()),
                row.finished() == null ? null : Instant.ofEpochMilli(row.finished()),
                Duration.ofMillis(RunTable.activeMs(row, until)),
                sums.tokens(),
                sums.inDoubtTokens(),
                read.priceKnown() ? spent : null,
                Rows.usd(sums.inDoubtMicroUsd()),
                row.resumes(),
                row.savedTokens(),
                Rows.usd(row.savedMicroUsd()),
                livingOwner,
                row.textsKept());
    }
}
