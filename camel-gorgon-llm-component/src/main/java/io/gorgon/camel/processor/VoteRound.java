package io.gorgon.camel.processor;

import io.gorgon.consensus.Ballot;
import io.gorgon.consensus.Outcome;
import io.gorgon.consensus.Panel;
import io.gorgon.consensus.Tally;
import io.gorgon.consensus.Verdict;
import io.gorgon.consensus.Vote;
import io.gorgon.consensus.VoteWitness;
import io.gorgon.consensus.Voter;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.error.BudgetExceededException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.StateUnavailableException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One vote of a panel while it is going on. Thread-safe. What comes after the decision changes
 * nothing.
 */
final class VoteRound implements AutoCloseable {

    private final Ballot ballot;
    private final Panel panel;
    private final Duration limit;
    private final boolean early;
    private final VoteWitness witness;
    private final Map<String, Call> calls = new LinkedHashMap<>();
    private final Cancellation.Registration registration;
    private Tally tally;
    private LlmException notAsked;

    /** The call of one voter. */
    private static final class Call {
        private final Cancellation cancellation = new Cancellation();
        private final CompletableFuture<Void> alarm = new CompletableFuture<>();
        private boolean late;
    }

    /**
     * @param tally without a vote
     * @param limit how long one voter may take
     * @param early whether calls end that can change nothing any more
     * @param witness null when nobody has to be told
     * @param around ends all calls; null when nothing does
     */
    VoteRound(
            Ballot ballot,
            Panel panel,
            Tally tally,
            Duration limit,
            boolean early,
            VoteWitness witness,
            Cancellation around) {
        this.ballot = ballot;
        this.panel = panel;
        this.tally = tally;
        this.limit = limit;
        this.early = early;
        this.witness = witness;
        panel.voters().forEach(voter -> calls.put(voter.name(), new Call()));
        this.registration = around == null ? () -> {} : around.onCancel(this::cancelAll);
    }

    Ballot ballot() {
        return ballot;
    }

    Panel panel() {
        return panel;
    }

    Duration limit() {
        return limit;
    }

    /** Null when nobody has to be told. */
    VoteWitness witness() {
        return witness;
    }

    /** Begins the time of a voter; what is returned ends its call. */
    Cancellation begin(Voter voter) {
        Call call = calls.get(voter.name());
        call.alarm
                .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> end(call));
        return call.cancellation;
    }

    private void end(Call call) {
        synchronized (this) {
            call.late = true;
        }
        call.cancellation.cancel();
    }

    /** A voter has answered. */
    void answered(Voter voter, LlmResponse response, BigDecimal costUsd) {
        count(voter, Ballot.read(voter, response.content()), response, costUsd);
    }

    /** The call of a voter has failed. */
    void failed(Voter voter, Throwable failure) {
        Vote vote =
                isLate(voter) || failure instanceof LlmTimeoutException
                        ? Vote.timedOut(voter.name(), limit)
                        : Ballot.readFailure(voter, failure);
        synchronized (this) {
            boolean couldNotAsk =
                    failure instanceof BudgetExceededException
                            || failure instanceof StateUnavailableException;
            if (couldNotAsk && notAsked == null) {
                notAsked = (LlmException) failure;
            }
        }
        count(voter, vote, null, null);
    }

    private synchronized boolean isLate(Voter voter) {
        return calls.get(voter.name()).late;
    }

    private void count(Voter voter, Vote vote, LlmResponse response, BigDecimal costUsd) {
        calls.get(voter.name()).alarm.cancel(false);
        boolean counts;
        boolean decided;
        synchronized (this) {
            // a call that was ended because the others have decided says nothing
            boolean unheard = early && tally.isDecided() && vote.error() != null;
            counts = !unheard;
            if (counts) {
                tally = tally.with(vote);
            }
            decided = tally.isDecided();
        }
        if (witness != null) {
            witness.voted(voter, counts ? vote : null, response, costUsd);
        }
        if (early && decided) {
            cancelAll();
        }
    }

    private void cancelAll() {
        calls.values().forEach(call -> call.cancellation.cancel());
    }

    /**
     * What is decided.
     *
     * @throws LlmException if there is no decision because voters could not be asked: the budget is
     *     used up, or nothing can be written down
     */
    synchronized Verdict verdict() {
        boolean open = tally.verdict().decision() == Outcome.NO_DECISION;
        if (open && notAsked != null) {
            throw notAsked;
        }
        return tally.verdict();
    }

    /** Ends what is still under way. */
    @Override
    public void close() {
        registration.close();
        calls.values().forEach(call -> call.alarm.cancel(false));
        cancelAll();
    }
}
