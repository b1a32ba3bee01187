package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.budget.Scope;
import io.gorgon.budget.ScopeKind;
import io.gorgon.budget.ScopeState;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.error.BudgetExceededException;
import io.gorgon.llm.error.LlmException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that belong to a run: its own limit, its account, its privacy. */
class RunOfCallsTest {

    private static final String CHAT = "gorgon-llm:standard?maxTokens=200";
    private static final String EMBED = "gorgon-llm:embedding?outputType=response";

    @TempDir Path folder;

    private GorgonCamel gorgon(String budget) {
        return GorgonCamel.with(
                        folder,
                        """
                        llm:
                          mode: hybrid
                          failover: {retries: 0}
                          budget: {%s}
                          prices:
                            mock: [{model: mock-*, input_per_million_usd: 1, output_per_million_usd: 1}]
                          providers:
                            there: {type: mock, local: false}
                        """
                                .formatted(budget))
                .start();
    }

    private static ScopeState run(GorgonCamel gorgon, String id) {
        return GorgonLlm.get(gorgon.context())
                .budget()
                .ledger()
                .state(new Scope(ScopeKind.RUN, id));
    }

    private static Map<String, Object> run(String id, Object limit) {
        return Map.of(GorgonLlmConstants.RUN_ID, id, GorgonLlmConstants.RUN_TOKEN_LIMIT, limit);
    }

    @Test
    void aRunGetsNoMoreThanTheLimitInItsHeader() {
        try (GorgonCamel gorgon = gorgon("when_exceeded: reject")) {
            assertThat(gorgon.send(CHAT, "hello", run("r", 1000)).getException()).isNull();
            Exchange refused = gorgon.send(CHAT, "hello", run("r", "150"));
            Exchange other = gorgon.send(CHAT, "hello", run("another", 1000));

            BudgetExceededException exceeded = (BudgetExceededException) refused.getException();
            assertThat(exceeded.shortage().scope()).isEqualTo("run");
            assertThat(exceeded.shortage().key()).isEqualTo("r");
            assertThat(exceeded.shortage().limit()).isEqualTo(150);
            assertThat(other.getException()).isNull();
            assertThat(run(gorgon, "r").spentTokens()).isPositive();
            assertThat(run(gorgon, "r").reservedTokens()).isZero();
        }
    }

    @Test
    void theConfiguredLimitIsNotRaisedByTheHeader() {
        try (GorgonCamel gorgon = gorgon("max_tokens_per_workflow: 150, when_exceeded: reject")) {
            Exchange refused = gorgon.send(CHAT, "hello", run("r", 1_000_000));

            assertThat(refused.getException())
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContaining("limit 150 tokens (llm.budget.max_tokens_per_workflow)");
        }
    }

    @Test
    void aCallIsMadeToFitARunsOwnLimitWhereThePolicySaysSo() {
        try (GorgonCamel gorgon = gorgon("when_exceeded: shrink_max_tokens, min_max_tokens: 1")) {
            assertThat(gorgon.send(CHAT, "hello", run("r", 100)).getException()).isNull();
            assertThat(run(gorgon, "r").committedTokens()).isBetween(1L, 100L);
        }
    }

    @Test
    void theLimitHoldsForARequestInTheBodyAndTheLowerOneCounts() {
        try (GorgonCamel gorgon = gorgon("when_exceeded: reject")) {
            LlmRequest request =
                    LlmRequest.builder()
                            .user("hello")
                            .maxTokens(200)
                            .runId("r")
                            .runTokenLimit(10_000L)
                            .build();

            assertThat(gorgon.send(CHAT, request, Map.of()).getException()).isNull();
            assertThat(gorgon.send(CHAT, request, run("ignored", 150)).getException())
                    .isInstanceOf(BudgetExceededException.class);
            assertThat(run(gorgon, "ignored").committedTokens()).isZero();
        }
    }

    @Test
    void aLimitWithoutARunIsRefusedBecauseItWouldLimitNothing() {
        try (GorgonCamel gorgon = gorgon("when_exceeded: reject")) {
            Map<String, Object> headers = Map.of(GorgonLlmConstants.RUN_TOKEN_LIMIT, 5);

            assertThat(gorgon.send(CHAT, "hello", headers).getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("needs the id of the run");
            assertThat(gorgon.send(CHAT, "hello", run("r", -1)).getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must not be negative");
        }
    }

    @Test
    void callsForVectorsCountForTheRunWhicheverWayTheyCome() {
        try (GorgonCamel gorgon = gorgon("when_exceeded: reject")) {
            EmbedRequest request = EmbedRequest.builder(List.of("some text")).runId("java").build();
            long java = LlmRouter.in(gorgon.context()).embed(request).usage().totalTokens();
            Exchange sent =
                    gorgon.send(EMBED, "some text", Map.of(GorgonLlmConstants.RUN_ID, "route"));
            long route = sent.getMessage().getBody(EmbedResponse.class).usage().totalTokens();

            assertThat(java).isPositive();
            assertThat(run(gorgon, "java").spentTokens()).isEqualTo(java);
            assertThat(run(gorgon, "route").spentTokens()).isEqualTo(route);
        }
    }

    @Test
    void aRunsOwnLimitHoldsForVectorsToo() {
        try (GorgonCamel gorgon = gorgon("when_exceeded: reject")) {
            EmbedRequest request =
                    EmbedRequest.builder(List.of("some text")).runId("r").runTokenLimit(1L).build();

            assertThatThrownBy(() -> LlmRouter.in(gorgon.context()).embed(request))
                    .isInstanceOf(BudgetExceededException.class);
            assertThat(gorgon.send(EMBED, "some text", run("r", 1)).getException())
                    .isInstanceOf(BudgetExceededException.class);
        }
    }

    @Test
    void vectorsOfConfidentialTextsAreNotAskedOfACloudWhoeverAsks() {
        try (GorgonCamel gorgon = gorgon("when_exceeded: reject")) {
            EmbedRequest request =
                    EmbedRequest.builder(List.of("secret")).runId("r").confidential(true).build();
            LlmRouter router = LlmRouter.in(gorgon.context());

            assertThatThrownBy(() -> router.embed(request)).isInstanceOf(LlmException.class);
            assertThatThrownBy(() -> router.pinnedTo("there").embed(request))
                    .isInstanceOf(LlmException.class)
                    .hasMessageContaining("the request is private");
            assertThat(run(gorgon, "r").committedTokens()).isZero();
        }
    }
}
