package io.gorgon.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gorgon.llm.error.BudgetExceededException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every ledger does. */
abstract class LedgerContract {

    final TestClock clock = new TestClock("2026-11-22T10:00:00Z");
    private BudgetLedger ledger;

    abstract BudgetLedger open(BudgetLimits limits, Duration lease);

    BudgetLedger ledger(BudgetLimits limits) {
        ledger = open(limits, Duration.ofMinutes(10));
        return ledger;
    }

    @AfterEach
    void close() {
        if (ledger != null) {
            ledger.close();
        }
    }

    static BudgetLimits limits(Map<ScopeKind, Limit> byKind) {
        return new BudgetLimits(byKind, 80, ZoneId.of("Europe/Berlin"));
    }

    static BudgetLimits agentLimit(long tokens) {
        return limits(Map.of(ScopeKind.AGENT, Limit.ofTokens(tokens)));
    }

    static ScopeState state(BudgetLedger ledger, ScopeKind kind) {
        return ledger.scopes().stream()
                .filter(state -> state.scope().kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static ReservationRequest call(long tokens, long microUsd) {
        return ReservationRequest.of("run-1", "planner", tokens, microUsd);
    }

    @Test
    void aReservationCountsInAllItsScopes() {
        BudgetLedger ledger = ledger(limits(Map.of()));

        ledger.reserve(call(100, 7));

        assertThat(ledger.scopes())
                .extracting(each -> each.scope().kind())
                .containsExactly(ScopeKind.values());
        assertThat(ledger.scopes())
                .allSatisfy(
                        each -> {
                            assertThat(each.reservedTokens()).isEqualTo(100);
                            assertThat(each.reservedMicroUsd()).isEqualTo(7);
                            assertThat(each.spentTokens()).isZero();
                        });
        assertThat(state(ledger, ScopeKind.AGENT_IN_RUN).scope().key()).isEqualTo("run-1/planner");
    }

    @Test
    void callsWithoutARunOrAnAgentCountForTheDayAndTheProcessOnly() {
        BudgetLedger ledger = ledger(limits(Map.of()));

        ledger.reserve(ReservationRequest.of(null, null, 1, 0));

        assertThat(ledger.scopes())
                .extracting(each -> each.scope().kind())
                .containsExactly(ScopeKind.DAY, ScopeKind.PROCESS);
    }

    @Test
    void whatIsSettledIsWhatWasUsed() {
        BudgetLedger ledger = ledger(agentLimit(1000));
        Reservation reservation = ledger.reserve(call(400, 90));

        assertThat(ledger.settle(reservation, 123, 45, false)).isTrue();

        ScopeState state = state(ledger, ScopeKind.AGENT);
        assertThat(state.spentTokens()).isEqualTo(123);
        assertThat(state.spentMicroUsd()).isEqualTo(45);
        assertThat(state.reservedTokens()).isZero();
        assertThat(state.reservedMicroUsd()).isZero();
        assertThat(state.estimatedTokens()).isZero();
    }

    @Test
    void whatNobodyReportedIsMarked() {
        BudgetLedger ledger = ledger(agentLimit(1000));

        ledger.settle(ledger.reserve(call(400, 0)), 123, 0, true);

        assertThat(state(ledger, ScopeKind.AGENT).estimatedTokens()).isEqualTo(123);
    }

    @Test
    void whatIsReleasedIsAsIfItHadNotBeen() {
        BudgetLedger ledger = ledger(agentLimit(1000));

        assertThat(ledger.release(ledger.reserve(call(400, 90)))).isTrue();

        ScopeState state = state(ledger, ScopeKind.AGENT);
        assertThat(state.committedTokens()).isZero();
        assertThat(state.committedMicroUsd()).isZero();
    }

    @Test
    void whatIsInDoubtCountsAgainstTheLimitAndIsMarked() {
        BudgetLedger ledger = ledger(agentLimit(500));
        ledger.settleInDoubt(ledger.reserve(call(400, 90)), 400, 90);

        ScopeState state = state(ledger, ScopeKind.AGENT);
        assertThat(state.inDoubtTokens()).isEqualTo(400);
        assertThat(state.inDoubtMicroUsd()).isEqualTo(90);
        assertThat(state.spentTokens()).isZero();
        assertThatThrownBy(() -> ledger.reserve(call(101, 0)))
                .isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void onlyTheFirstEndCounts() {
        BudgetLedger ledger = ledger(agentLimit(1000));
        Reservation reservation = ledger.reserve(call(400, 0));
        ledger.settle(reservation, 100, 0, false);

        assertThat(ledger.settle(reservation, 100, 0, false)).isFalse();
        assertThat(ledger.settleInDoubt(reservation, 100, 0)).isFalse();
        assertThat(ledger.release(reservation)).isFalse();
        assertThat(state(ledger, ScopeKind.AGENT).committedTokens()).isEqualTo(100);
    }

    @Test
    void reservingAgainWithTheSameIdReservesOnce() {
        BudgetLedger ledger = ledger(agentLimit(1000));
        ReservationRequest request = call(400, 0);

        ledger.reserve(request);
        ledger.reserve(request);

        assertThat(state(ledger, ScopeKind.AGENT).reservedTokens()).isEqualTo(400);
    }

    @Test
    void exactlyTheLimitFitsAndOneMoreDoesNot() {
        BudgetLedger ledger = ledger(agentLimit(1000));

        assertThat(ledger.reserve(call(1000, 0)).remainingTokens()).isZero();
        assertThatThrownBy(() -> ledger.reserve(call(1, 0)))
                .isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void aHugeWishDoesNotOverflow() {
        BudgetLedger ledger = ledger(agentLimit(1000));
        ledger.reserve(call(1, 0));

        assertThatThrownBy(() -> ledger.reserve(call(Long.MAX_VALUE, 0)))
                .isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void whatDoesNotFitInOneScopeIsReservedInNone() {
        BudgetLedger ledger =
                ledger(
                        limits(
                                Map.of(
                                        ScopeKind.AGENT,
                                        Limit.ofTokens(100),
                                        ScopeKind.RUN,
                                        Limit.ofTokens(1000))));

        assertThatThrownBy(() -> ledger.reserve(call(101, 0)))
                .isInstanceOf(BudgetExceededException.class);

        assertThat(ledger.scopes()).allMatch(state -> state.committedTokens() == 0);
    }

    @Test
    void theShortageNamesScopeAndNumbersAndWhatToDo() {
        BudgetLedger ledger = ledger(agentLimit(1000));
        ledger.settle(ledger.reserve(call(300, 0)), 300, 0, false);
        ledger.settleInDoubt(ledger.reserve(call(20, 0)), 20, 0);
        ledger.reserve(call(500, 0));

        BudgetExceededException exceeded =
                catchThrowableOfType(
                        BudgetExceededException.class, () -> ledger.reserve(call(250, 0)));

        assertThat(exceeded)
                .hasMessage(
                        "the budget of agent 'planner' has not enough left for this call: limit 1000"
                                + " tokens (llm.budget.max_tokens_per_agent), spent 300 tokens, in"
                                + " doubt 20 tokens, reserved by running calls 500 tokens, wanted"
                                + " 250 tokens; wait for running calls, ask for fewer tokens (max"
                                + " tokens), or raise llm.budget.max_tokens_per_agent");
        assertThat(exceeded.kind()).isEqualTo("budget_exceeded");
        assertThat(exceeded.shortage().available()).isEqualTo(180);
    }

    @Test
    void theShortageOfMoneyIsInDollarsAndNamesTheEndOfTheDay() {
        BudgetLedger ledger = ledger(limits(Map.of(ScopeKind.DAY, Limit.ofMicroUsd(10_000_000))));
        ledger.settle(ledger.reserve(call(1, 9_990_000)), 1, 9_990_000, false);

        assertThatThrownBy(() -> ledger.reserve(call(1, 12_500)))
                .hasMessageContaining("the budget of the day 2026-11-22")
                .hasMessageContaining("limit $10.00 (llm.budget.api_cost_limit_daily_usd)")
                .hasMessageContaining("spent $9.99")
                .hasMessageContaining("wanted $0.0125")
                .hasMessageContaining("2026-11-22T23:00:00Z");
    }

    @Test
    void whatCostsNothingFitsWhenTheMoneyIsGone() {
        BudgetLedger ledger = ledger(limits(Map.of(ScopeKind.DAY, Limit.ofMicroUsd(10))));
        ledger.settle(ledger.reserve(call(1, 10)), 1, 15, false);

        assertThat(ledger.reserve(call(1000, 0)).tokens()).isEqualTo(1000);
    }

    @Test
    void whatWasUsedBeyondTheReservationIsBookedAllTheSame() {
        BudgetLedger ledger = ledger(agentLimit(100));

        ledger.settle(ledger.reserve(call(100, 0)), 130, 0, false);

        assertThat(state(ledger, ScopeKind.AGENT).spentTokens()).isEqualTo(130);
    }

    @Test
    void theTightestScopeTellsWhatIsLeft() {
        BudgetLedger ledger =
                ledger(
                        limits(
                                Map.of(
                                        ScopeKind.AGENT,
                                        Limit.ofTokens(1000),
                                        ScopeKind.RUN,
                                        Limit.ofTokens(300))));

        assertThat(ledger.reserve(call(100, 0)).remainingTokens()).isEqualTo(200);
    }

    @Test
    void withoutALimitNothingIsSaidToBeLeft() {
        BudgetLedger ledger = ledger(limits(Map.of()));

        assertThat(ledger.reserve(call(100, 0)).remainingTokens()).isNull();
    }

    @Test
    void theSoftLimitWarnsAndDoesNotRefuse() {
        BudgetLedger ledger = ledger(agentLimit(1000));

        assertThat(ledger.reserve(call(799, 0)).nearlyUsedUp()).isEmpty();
        assertThat(ledger.reserve(call(1, 0)).nearlyUsedUp())
                .containsExactly(
                        "80 percent of the tokens of agent 'planner' are used or reserved");
    }

    @Test
    void theDayBeginsInTheConfiguredTimeZone() {
        BudgetLedger ledger = ledger(limits(Map.of(ScopeKind.DAY, Limit.ofMicroUsd(100))));
        ledger.settle(ledger.reserve(call(1, 100)), 1, 100, false);
        assertThat(state(ledger, ScopeKind.DAY).resetsAt())
                .isEqualTo(Instant.parse("2026-11-22T23:00:00Z"));

        clock.advance(Duration.ofHours(13));

        ScopeState newDay = state(ledger, ScopeKind.DAY);
        assertThat(newDay.scope().key()).isEqualTo("2026-11-23");
        assertThat(newDay.spentMicroUsd()).isZero();
        assertThat(ledger.reserve(call(1, 100)).day()).isEqualTo("2026-11-23");
    }

    @Test
    void aCallOverMidnightCountsForTheDayOnWhichItBegan() {
        BudgetLedger ledger = ledger(limits(Map.of(ScopeKind.DAY, Limit.ofMicroUsd(100))));
        Reservation late = ledger.reserve(call(1, 100));
        clock.advance(Duration.ofHours(13));

        ledger.settle(late, 1, 100, false);

        assertThat(state(ledger, ScopeKind.DAY).spentMicroUsd()).isZero();
    }

    @Test
    void whatNobodyEndsInTimeIsInDoubt() {
        BudgetLedger ledger = ledger(agentLimit(1000));
        ledger.reserve(call(400, 5));

        clock.advance(Duration.ofMinutes(11));

        ScopeState state = state(ledger, ScopeKind.AGENT);
        assertThat(state.reservedTokens()).isZero();
        assertThat(state.inDoubtTokens()).isEqualTo(400);
        assertThat(state.inDoubtMicroUsd()).isEqualTo(5);
    }

    @Test
    void aLateEndCorrectsWhatWasInDoubt() {
        BudgetLedger ledger = ledger(agentLimit(1000));
        Reservation slow = ledger.reserve(call(400, 5));
        clock.advance(Duration.ofMinutes(11));
        ledger.scopes();

        assertThat(ledger.settle(slow, 70, 2, false)).isTrue();

        ScopeState state = state(ledger, ScopeKind.AGENT);
        assertThat(state.inDoubtTokens()).isZero();
        assertThat(state.inDoubtMicroUsd()).isZero();
        assertThat(state.spentTokens()).isEqualTo(70);
        assertThat(state.spentMicroUsd()).isEqualTo(2);
    }

    @Test
    void aLongDeadlineMakesALongReservation() {
        BudgetLedger ledger = ledger(agentLimit(1000));
        Instant deadline = clock.instant().plus(Duration.ofMinutes(30));
        ledger.reserve(new ReservationRequest("id", null, "planner", null, 400, 0, deadline));

        clock.advance(Duration.ofMinutes(20));

        assertThat(state(ledger, ScopeKind.AGENT).reservedTokens()).isEqualTo(400);
    }

    @Test
    void aResetForgetsWhatWasSpentAndKeepsWhatIsReserved() {
        BudgetLedger ledger = ledger(agentLimit(1000));
        ledger.settle(ledger.reserve(call(300, 0)), 300, 0, false);
        ledger.reserve(call(100, 0));

        assertThat(ledger.reset(new Scope(ScopeKind.AGENT, "planner"))).isTrue();
        assertThat(ledger.reset(new Scope(ScopeKind.AGENT, "nobody"))).isFalse();

        ScopeState state = state(ledger, ScopeKind.AGENT);
        assertThat(state.spentTokens()).isZero();
        assertThat(state.reservedTokens()).isEqualTo(100);
    }

    @Test
    void idsWithSlashesDoNotMixAgentsOfDifferentRuns() {
        BudgetLedger ledger = ledger(limits(Map.of()));

        ledger.reserve(ReservationRequest.of("a/b", "c", 1, 0));
        ledger.reserve(ReservationRequest.of("a", "b/c", 1, 0));

        assertThat(ledger.scopes())
                .filteredOn(state -> state.scope().kind() == ScopeKind.AGENT_IN_RUN)
                .extracting(ScopeState::reservedTokens)
                .containsExactly(1L, 1L);
    }

    private static ReservationRequest capped(long limit, long tokens) {
        return call(tokens, 0).withRunTokenLimit(limit);
    }

    @Test
    void theLimitThatARunBringsHoldsWhereNoneIsConfigured() {
        BudgetLedger ledger = ledger(limits(Map.of()));

        assertThat(ledger.reserve(capped(500, 400)).remainingTokens()).isEqualTo(100);
        assertThatThrownBy(() -> ledger.reserve(capped(500, 101)))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(ledger.reserve(capped(500, 100)).remainingTokens()).isZero();
    }

    @Test
    void aRunMayBringALimitOfZero() {
        BudgetLedger ledger = ledger(limits(Map.of()));

        assertThatThrownBy(() -> ledger.reserve(capped(0, 1)))
                .isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void theLimitThatARunBringsHoldsForThatRunOnly() {
        BudgetLedger ledger = ledger(limits(Map.of()));
        ledger.reserve(capped(500, 500));

        ReservationRequest other = ReservationRequest.of("run-2", "planner", 500, 0);

        assertThat(ledger.reserve(other.withRunTokenLimit(500L)).remainingTokens()).isZero();
        assertThat(ledger.reserve(call(500, 0)).remainingTokens()).isNull();
    }

    @Test
    void theLowerOneOfTheConfiguredLimitAndThatOfTheRunHolds() {
        BudgetLedger ledger = ledger(limits(Map.of(ScopeKind.RUN, Limit.ofTokens(300))));

        assertThat(ledger.reserve(capped(1000, 100)).remainingTokens()).isEqualTo(200);
        assertThat(ledger.reserve(capped(150, 50)).remainingTokens()).isZero();
        BudgetExceededException own =
                catchThrowableOfType(
                        BudgetExceededException.class, () -> ledger.reserve(capped(150, 1)));
        BudgetExceededException configured =
                catchThrowableOfType(
                        BudgetExceededException.class, () -> ledger.reserve(capped(1000, 151)));

        assertThat(own.shortage().limit()).isEqualTo(150);
        assertThat(own.shortage().ofCaller()).isTrue();
        assertThat(configured.shortage().limit()).isEqualTo(300);
        assertThat(configured.shortage().ofCaller()).isFalse();
    }

    @Test
    void theShortageOfARunsOwnLimitSaysWhoseLimitItIs() {
        BudgetLedger ledger = ledger(limits(Map.of()));
        ledger.settle(ledger.reserve(capped(500, 450)), 420, 0, false);

        assertThatThrownBy(() -> ledger.reserve(capped(500, 100)))
                .hasMessage(
                        "the budget of run 'run-1' has not enough left for this call: limit 500"
                                + " tokens (the token budget that the run brings), spent 420"
                                + " tokens, in doubt 0 tokens, reserved by running calls 0 tokens,"
                                + " wanted 100 tokens; ask for fewer tokens (max tokens), or raise"
                                + " the token budget that the run brings");
    }

    @Test
    void oneScopeTellsWhatIsSpentReservedAndInDoubt() {
        BudgetLedger ledger = ledger(limits(Map.of(ScopeKind.RUN, Limit.ofTokens(9000))));
        ledger.settle(ledger.reserve(call(300, 9)), 200, 8, true);
        ledger.settleInDoubt(ledger.reserve(call(20, 3)), 20, 3);
        ledger.reserve(call(500, 5));
        ledger.reserve(ReservationRequest.of("run-2", "planner", 1, 1));
        Scope run = new Scope(ScopeKind.RUN, "run-1");

        assertThat(ledger.state(run))
                .isEqualTo(
                        new ScopeState(
                                run, Limit.ofTokens(9000), 200, 500, 20, 200, 8, 5, 3, null));
    }

    @Test
    void aScopeThatWasNeverUsedHasNothingSpentAndDoesNotAppear() {
        BudgetLedger ledger = ledger(limits(Map.of()));

        ScopeState state = ledger.state(new Scope(ScopeKind.RUN, "nobody"));

        assertThat(state.committedTokens()).isZero();
        assertThat(state.committedMicroUsd()).isZero();
        assertThat(ledger.scopes()).noneMatch(each -> each.scope().kind() == ScopeKind.RUN);
    }

    @Test
    void aRaisedLimitIsAboveTheConfiguredOneAndAboveTheOneOfTheRun() {
        BudgetLedger ledger = ledger(limits(Map.of(ScopeKind.RUN, new Limit(1000L, 100L))));
        Scope run = new Scope(ScopeKind.RUN, "run-1");
        ledger.settle(ledger.reserve(call(900, 100)), 900, 100, false);

        ledger.raise(run, 300, 50);
        ledger.raise(run, 200, 0);

        ScopeState state = ledger.state(run);
        assertThat(state.limit()).isEqualTo(new Limit(1500L, 150L));
        assertThat(state.spentTokens()).isEqualTo(900);
        assertThatThrownBy(() -> ledger.reserve(call(601, 0)))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("limit 1500 tokens");
        assertThatThrownBy(() -> ledger.reserve(call(1, 51)))
                .isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> ledger.reserve(call(502, 0).withRunTokenLimit(901L)))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("the token budget that the run brings");
        ledger.reserve(call(501, 50).withRunTokenLimit(901L));
    }

    @Test
    void raisingOneScopeLeavesTheOthersAsTheyAre() {
        BudgetLedger ledger = ledger(agentLimit(1000));

        ledger.raise(new Scope(ScopeKind.AGENT, "writer"), 500, 0);

        assertThatThrownBy(() -> ledger.reserve(call(1001, 0)))
                .isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void whatIsNotLimitedStaysSoWhenItIsRaised() {
        BudgetLedger ledger = ledger(limits(Map.of()));
        Scope run = new Scope(ScopeKind.RUN, "run-1");

        ledger.raise(run, 1, 1);

        assertThat(ledger.state(run).limit()).isEqualTo(Limit.NONE);
        assertThat(ledger.reserve(call(1_000_000, 1_000_000)).tokens()).isEqualTo(1_000_000);
    }

    @Test
    void aLimitIsNotRaisedByLessThanNothing() {
        BudgetLedger ledger = ledger(agentLimit(1000));
        Scope run = new Scope(ScopeKind.RUN, "run-1");

        assertThatThrownBy(() -> ledger.raise(run, -1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.raise(run, 0, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
