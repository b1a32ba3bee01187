package io.gorgon.camel.durable;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.budget.BudgetLedger;
import io.gorgon.budget.Scope;
import io.gorgon.budget.ScopeKind;
import io.gorgon.budget.ScopeState;
import io.gorgon.camel.durable.BillingProvider.Bill;
import io.gorgon.camel.durable.BillingProvider.Call;
import io.gorgon.camel.durable.DurableTrial.Interruption;
import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.journal.CallEntry;
import io.gorgon.journal.Journal;
import io.gorgon.journal.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the bill of the provider with what Gorgon has written down, after all runs. */
final class Audit {

    private final DurableTrial trial;
    private final Map<Interruption, Integer> extraCalls = new HashMap<>();
    private final List<CallEntry> allEntries = new ArrayList<>();
    private long inDoubtTokens;

    private Audit(DurableTrial trial) {
        this.trial = trial;
    }

    /**
     * Fails if anything was paid for once more after its answer was recorded, if more was paid for
     * twice than was in flight when a process was interrupted, or if the books do not agree with
     * the bill.
     */
    static Audit of(DurableTrial trial) throws Exception {
        Audit audit = new Audit(trial);
        Path folder = Files.createDirectory(trial.folder().resolve("audit"));
        String config = Files.readString(trial.folder().resolve("gorgon.yaml"));
        try (DurableApplication application = new DurableApplication(folder, config).start()) {
            Journal journal = application.journal();
            BudgetLedger ledger = GorgonLlm.get(application.camel()).budget().ledger();
            assertThat(journal.check()).isEmpty();
            for (RunRecord run : journal.runs(Integer.MAX_VALUE)) {
                audit.check(run, journal.calls(run.runId()), ledger);
            }
        }
        audit.extraCalls.forEach(
                (interruption, count) ->
                        assertThat(count)
                                .as("calls paid twice because of %s", interruption)
                                .isLessThanOrEqualTo(audit.inFlight(interruption)));
        return audit;
    }

    /** How many calls had begun and were not recorded yet when a process was interrupted. */
    private int inFlight(Interruption interruption) {
        return (int)
                allEntries.stream()
                        .filter(
                                entry ->
                                        !entry.started().isAfter(interruption.after())
                                                && !entry.finished()
                                                        .isBefore(interruption.before()))
                        .count();
    }

    /** How many calls were paid for twice. */
    int paidAgain() {
        return extraCalls.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What may have been used besides what is known. */
    long inDoubtTokens() {
        return inDoubtTokens;
    }

    private void check(RunRecord run, List<CallEntry> entries, BudgetLedger ledger) {
        allEntries.addAll(entries);
        List<Bill> bills = trial.provider().bills(run.startKey());
        Map<String, List<Bill>> billsByPath = new TreeMap<>();
        bills.forEach(
                bill ->
                        billsByPath
                                .computeIfAbsent(bill.call().path(), key -> new ArrayList<>())
                                .add(bill));
        Map<String, List<CallEntry>> entriesByPath = new TreeMap<>();
        entries.forEach(
                entry ->
                        entriesByPath
                                .computeIfAbsent(entry.path(), key -> new ArrayList<>())
                                .add(entry));
        billsByPath.forEach(
                (path, paid) ->
                        checkCall(
                                new Call(run.startKey(), path),
                                paid,
                                entriesByPath.getOrDefault(path, List.of())));
        entriesByPath.forEach(
                (path, known) ->
                        assertThat(count(known, CallEntry.State.SUCCEEDED))
                                .as("answers recorded and paid for %s of %s", path, run.startKey())
                                .isLessThanOrEqualTo(
                                        billsByPath.getOrDefault(path, List.of()).size()));
        checkBooks(run, bills, ledger);
    }

    private void checkCall(Call call, List<Bill> paid, List<CallEntry> known) {
        paid.sort(Comparator.comparing(Bill::received));
        // an answer that misses its schema and its repair are one call
        int paidOfOne = call.path().contains(BillingProvider.MISFIT) ? 2 : 1;
        long written =
                count(known, CallEntry.State.SUCCEEDED) + count(known, CallEntry.State.IN_DOUBT);
        assertThat(paidOfOne * written)
                .as("what is written down of the %d paid calls %s: %s", paid.size(), call, known)
                .isGreaterThanOrEqualTo(paid.size());
        Instant recorded =
                known.stream()
                        .filter(entry -> entry.state() == CallEntry.State.SUCCEEDED)
                        .map(CallEntry::finished)
                        .min(Comparator.naturalOrder())
                        .orElse(Instant.MAX);
        for (Bill bill : paid) {
            assertThat(bill.received())
                    .as("%s asked once more after its answer was recorded", call)
                    .isBeforeOrEqualTo(recorded);
        }
        for (int i = paidOfOne; i < paid.size(); i++) {
            Instant first = paid.get(i - 1).received();
            Instant second = paid.get(i).received();
            Interruption cause =
                    trial.interruptions().stream()
                            .filter(
                                    interruption ->
                                            !first.isAfter(interruption.after())
                                                    && !second.isBefore(interruption.before()))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new AssertionError(
                                                    call
                                                            + " was paid twice although nothing was"
                                                            + " interrupted between "
                                                            + first
                                                            + " and "
                                                            + second));
            extraCalls.merge(cause, 1, Integer::sum);
        }
    }

    private static long count(List<CallEntry> entries, CallEntry.State state) {
        return entries.stream().filter(entry -> entry.state() == state).count();
    }

    /** One token costs a millionth of a US dollar here. */
    private void checkBooks(RunRecord run, List<Bill> bills, BudgetLedger ledger) {
        long billed = bills.stream().mapToLong(Bill::tokens).sum();
        ScopeState state = ledger.state(new Scope(ScopeKind.RUN, run.runId()));
        assertThat(billed)
                .as("the bill of %s, within %s", run.startKey(), state)
                .isBetween(state.spentTokens(), state.spentTokens() + state.inDoubtTokens());
        assertThat(state.spentMicroUsd()).isEqualTo(state.spentTokens());
        assertThat(state.reservedTokens()).isZero();
        inDoubtTokens += state.inDoubtTokens();
        assertThat(billed)
                .as("the bill of %s, within the journal's sums", run.startKey())
                .isBetween(run.tokens(), run.tokens() + run.inDoubtTokens());
        // a kill between an answer and its booking leaves the budget in doubt of what is known
        assertThat(run.tokens()).isGreaterThanOrEqualTo(state.spentTokens());
        assertThat(run.inDoubtTokens()).isLessThanOrEqualTo(state.inDoubtTokens());
    }
}
