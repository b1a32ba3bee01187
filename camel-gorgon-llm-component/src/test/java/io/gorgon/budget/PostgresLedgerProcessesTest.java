package io.gorgon.budget;

import static org.awaitility.Awaitility.await;

import io.gorgon.state.PostgresServer;
import io.gorgon.state.StateLocation;
import java.time.Duration;
import java.util.List;

class PostgresLedgerProcessesTest extends LedgerProcessesTest {

    private final StateLocation place = PostgresServer.shared().newSchema();

    @Override
    StateLocation place() {
        return place;
    }

    /** A connection that has broken may come back for some seconds. */
    @Override
    List<ScopeState> scopesWithoutTheDead(BudgetLedger witness) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        witness::scopes,
                        scopes -> scopes.stream().allMatch(each -> each.reservedTokens() == 0));
    }
}
