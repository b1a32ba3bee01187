package io.gorgon.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.state.PostgresServer;
import io.gorgon.state.StateLocation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PostgresLedgerTest extends DurableLedgerContract {

    private final PostgresServer server = PostgresServer.shared();
    private final StateLocation place = server.newSchema();

    @Override
    StateLocation place() {
        return place;
    }

    @Test
    void whatWasPaidForIsSettledWhenTheServerIsBackAndNothingIsReservedMeanwhile() {
        BudgetLedger ledger = ledger(agentLimit(1000));
        Reservation paid = ledger.reserve(ReservationRequest.of("r", "planner", 300, 9));
        Reservation lost = ledger.reserve(ReservationRequest.of("r", "planner", 50, 9));
        CompletableFuture<Boolean> settled;
        CompletableFuture<Boolean> inDoubt;
        server.stop();
        try {
            settled = CompletableFuture.supplyAsync(() -> ledger.settle(paid, 250, 8, false));
            inDoubt = CompletableFuture.supplyAsync(() -> ledger.settleInDoubt(lost, 40, 7));
            assertThatThrownBy(() -> ledger.reserve(ReservationRequest.of("r", "planner", 1, 0)))
                    .isInstanceOf(StateUnavailableException.class)
                    .hasMessageContaining("cannot be used");
            assertThat(settled).isNotDone();
            assertThat(inDoubt).isNotDone();
        } finally {
            server.start();
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> settled.isDone() && inDoubt.isDone());
        assertThat(settled.join()).isTrue();
        assertThat(inDoubt.join()).isTrue();
        ScopeState state = ledger.state(new Scope(ScopeKind.AGENT, "planner"));
        assertThat(state.spentTokens()).isEqualTo(250);
        assertThat(state.inDoubtTokens()).isEqualTo(40);
        assertThat(state.reservedTokens()).isZero();
    }
}
