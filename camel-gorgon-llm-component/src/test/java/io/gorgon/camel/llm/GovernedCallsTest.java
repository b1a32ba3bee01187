package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.budget.ScopeState;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.error.BudgetExceededException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Budgets around calls, from a route's point of view. */
class GovernedCallsTest {

    @TempDir Path folder;

    private GorgonCamel gorgon(String budget) {
        return GorgonCamel.with(
                        folder,
                        """
                        llm:
                          mode: hybrid
                          budget: {%s}
                          prices:
                            mock: [{model: mock-*, input_per_million_usd: 1000, output_per_million_usd: 1000}]
                          providers:
                            here: {type: mock}
                            there: {type: mock, local: false, tier_models: {reasoning: mock-dear}}
                        """
                                .formatted(budget))
                .start();
    }

    private static ScopeState scope(GorgonCamel gorgon, String kind) {
        return GorgonLlm.get(gorgon.context()).budget().ledger().scopes().stream()
                .filter(state -> state.scope().kind().name().equalsIgnoreCase(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCallThatDoesNotFitItsBudgetIsRefusedBeforeAnyProviderIsAsked() {
        try (GorgonCamel gorgon = gorgon("max_tokens_per_agent: 50, when_exceeded: reject")) {
            for (String uri :
                    new String[] {
                        "gorgon-llm:standard?agentId=a",
                        "gorgon-llm:standard?agentId=a&provider=there"
                    }) {
                Exchange exchange = gorgon.send(uri, "hello", Map.of());
                assertThat(exchange.getException()).isInstanceOf(BudgetExceededException.class);
            }
        }
    }

    @Test
    void whenMoneyEndsCallsStayLocal() {
        try (GorgonCamel gorgon =
                gorgon("api_cost_limit_daily_usd: 0.01, when_exceeded: force_local")) {
            LlmResponse response =
                    gorgon.response("gorgon-llm:reasoning?outputType=response", "hello", Map.of());
            assertThat(response.provider()).isEqualTo("here");
        }
    }

    @Test
    void whatACallUsedIsBookedAlsoForANamedProviderAndForAStream() {
        try (GorgonCamel gorgon = gorgon("max_tokens_per_agent: 1000000")) {
            long used = 0;
            String uri = "gorgon-llm:standard?agentId=a&outputType=response";
            used += gorgon.response(uri, "hello", Map.of()).usage().totalTokens();
            used +=
                    gorgon.response(uri + "&provider=there", "hello", Map.of())
                            .usage()
                            .totalTokens();
            LlmStreamBody stream =
                    (LlmStreamBody)
                            gorgon.ask("gorgon-llm:standard?agentId=a&stream=true", "hello");
            stream.forEachRemaining(piece -> {});
            used += stream.response().usage().totalTokens();
            ScopeState agent = scope(gorgon, "agent");
            assertThat(agent.spentTokens()).isEqualTo(used);
            assertThat(agent.reservedTokens()).isZero();
        }
    }
}
