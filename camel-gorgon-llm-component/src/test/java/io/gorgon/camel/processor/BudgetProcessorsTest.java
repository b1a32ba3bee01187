package io.gorgon.camel.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.budget.ScopeKind;
import io.gorgon.budget.ScopeState;
import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.llm.RouterHeaders;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.RateLimitedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetProcessorsTest {

    private static final String ROUTE =
            """
            - route:
                errorHandler: {noErrorHandler: {}}
                from:
                  uri: direct:call
                  steps:
                    - process: {ref: gorgonBudgetReserve}
                    - doTry:
                        steps:
                          - process: {ref: provider}
                        doFinally:
                          steps:
                            - process: {ref: gorgonBudgetSettle}
                            - process: {ref: gorgonBudgetSettle}
            """;

    @TempDir private Path folder;
    private DefaultCamelContext context;

    private void start(String budget, Processor provider) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("gorgon.yaml"),
                        """
                        llm:
                          mode: hybrid
                          providers: {ollama: , anthropic: }
                          budget: {%s}
                        """
                                .formatted(budget));
        context = new DefaultCamelContext();
        context.getComponent("gorgon-llm", io.gorgon.camel.llm.GorgonLlmComponent.class)
                .setConfig(file.toString());
        context.getRegistry().bind("provider", provider);
        context.start();
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString("call.yaml", ROUTE));
    }

    @AfterEach
    void stop() {
        if (context != null) {
            context.stop();
        }
    }

    private Exchange call() {
        return context.createFluentProducerTemplate()
                .to("direct:call")
                .withBody(LlmRequest.builder().user("hi").agentId("planner").maxTokens(100).build())
                .send();
    }

    private ScopeState agent() {
        return GorgonLlm.get(context).budget().ledger().scopes().stream()
                .filter(state -> state.scope().kind() == ScopeKind.AGENT)
                .findFirst()
                .orElseThrow();
    }

    private static LlmResponse response(TokenUsage usage) {
        return new LlmResponse(
                "Hello",
                null,
                "claude-sonnet-5-5",
                "anthropic",
                "anthropic",
                ModelTier.STANDARD,
                usage,
                10,
                null,
                FinishReason.STOP,
                1,
                List.of(),
                null);
    }

    @Test
    void anAnswerIsSettledOnce() throws Exception {
        start(
                "max_tokens_per_agent: 1000",
                exchange -> {
                    assertThat(agent().reservedTokens()).isGreaterThan(100);
                    assertThat(
                                    exchange.getMessage()
                                            .getHeader(RouterHeaders.BUDGET_REMAINING, Long.class))
                            .isEqualTo(1000 - agent().reservedTokens());
                    exchange.getMessage().setBody(response(TokenUsage.reported(8, 4)));
                });

        assertThat(call().getException()).isNull();

        assertThat(agent().spentTokens()).isEqualTo(12);
        assertThat(agent().committedTokens()).isEqualTo(12);
        assertThat(agent().spentMicroUsd()).isEqualTo(8 * 2 + 4 * 10);
    }

    @Test
    void aFailureWithoutCostGivesTheReservationBack() throws Exception {
        start(
                "",
                exchange -> {
                    throw new RateLimitedException("anthropic", "m", 429, "slow down", null);
                });

        assertThat(call().getException()).isInstanceOf(RateLimitedException.class);

        assertThat(agent().committedTokens()).isZero();
    }

    @Test
    void aLostAnswerIsInDoubt() throws Exception {
        start(
                "",
                exchange -> {
                    throw new BrokenStreamException("anthropic", "m", "", "broke", null);
                });

        call();

        assertThat(agent().inDoubtTokens()).isGreaterThan(100);
        assertThat(agent().reservedTokens()).isZero();
    }

    @Test
    void aSecondReservationBooksTheFirstAttemptInDoubt() throws Exception {
        start(
                "",
                exchange -> {
                    exchange.getContext()
                            .getRegistry()
                            .lookupByNameAndType("gorgonBudgetReserve", Processor.class)
                            .process(exchange);
                    exchange.getMessage().setBody(response(TokenUsage.reported(8, 4)));
                });

        call();

        assertThat(agent().spentTokens()).isEqualTo(12);
        assertThat(agent().inDoubtTokens()).isGreaterThan(100);
        assertThat(agent().reservedTokens()).isZero();
    }

    @Test
    void withoutMoneyLocalIsForcedWithTheReason() throws Exception {
        start(
                "api_cost_limit_daily_usd: 0",
                exchange -> {
                    assertThat(exchange.getMessage().getHeader(RouterHeaders.FORCE_LOCAL))
                            .isEqualTo(true);
                    assertThat(
                                    exchange.getMessage()
                                            .getHeader(
                                                    RouterHeaders.FORCE_LOCAL_REASON, String.class))
                            .contains("limit $0.00");
                    exchange.getMessage().setBody(response(TokenUsage.reported(8, 4)));
                });

        assertThat(call().getException()).isNull();
    }

    @Test
    void aShrunkRequestReplacesTheBody() throws Exception {
        start(
                "max_tokens_per_agent: 80, when_exceeded: shrink_max_tokens, min_max_tokens: 10",
                exchange -> {
                    LlmRequest request = exchange.getMessage().getBody(LlmRequest.class);
                    assertThat(request.maxTokens()).isBetween(10, 79);
                    exchange.getMessage().setBody(response(TokenUsage.reported(8, 4)));
                });

        assertThat(call().getException()).isNull();
    }

    /** A stream of given pieces; a null piece is where it breaks. */
    private static final class Pieces implements TokenStream {
        private final Deque<String> pieces;
        private final TokenUsage usage;

        Pieces(TokenUsage usage, String... pieces) {
            this.usage = usage;
            this.pieces = new ArrayDeque<>(List.of(pieces));
        }

        @Override
        public TokenChunk next() {
            String piece = pieces.poll();
            if ("BREAK".equals(piece)) {
                throw new BrokenStreamException("anthropic", "m", "", "broke", null);
            }
            return piece == null ? null : TokenChunk.content(piece);
        }

        @Override
        public LlmResponse response() {
            return BudgetProcessorsTest.response(usage);
        }

        @Override
        public void close() {}
    }

    @Test
    void aStreamHoldsItsReservationUntilItsEnd() throws Exception {
        start(
                "",
                exchange ->
                        exchange.getMessage()
                                .setBody(new Pieces(TokenUsage.reported(8, 4), "Hel", "lo")));

        TokenStream stream = call().getMessage().getBody(TokenStream.class);

        assertThat(agent().reservedTokens()).isGreaterThan(100);
        assertThat(stream.next().text()).isEqualTo("Hel");
        assertThat(stream.next().text()).isEqualTo("lo");
        assertThat(stream.next()).isNull();
        stream.close();
        assertThat(agent().spentTokens()).isEqualTo(12);
        assertThat(agent().committedTokens()).isEqualTo(12);
    }

    @Test
    void aStreamThatBreaksIsInDoubt() throws Exception {
        start(
                "",
                exchange ->
                        exchange.getMessage()
                                .setBody(new Pieces(TokenUsage.reported(8, 4), "Hel", "BREAK")));
        TokenStream stream = call().getMessage().getBody(TokenStream.class);
        stream.next();

        assertThatThrownBy(stream::next).isInstanceOf(BrokenStreamException.class);
        stream.close();

        assertThat(agent().inDoubtTokens()).isGreaterThan(100);
        assertThat(agent().reservedTokens()).isZero();
        assertThat(agent().spentTokens()).isZero();
    }

    @Test
    void aStreamThatIsClosedEarlyIsInDoubtForWhatItMayHaveUsed() throws Exception {
        start(
                "",
                exchange ->
                        exchange.getMessage()
                                .setBody(new Pieces(TokenUsage.estimated(8, 4), "Hel", "lo")));
        TokenStream stream = call().getMessage().getBody(TokenStream.class);
        stream.next();

        stream.close();
        stream.close();

        assertThat(agent().inDoubtTokens()).isBetween(12L, 110L);
        assertThat(agent().reservedTokens()).isZero();
    }

    @Test
    void anApplicationsOwnProcessorsStay() throws Exception {
        try (DefaultCamelContext own = new DefaultCamelContext()) {
            Processor mine = exchange -> {};
            own.getRegistry().bind("gorgonBudgetReserve", mine);
            own.start();

            assertThat(own.getRegistry().lookupByName("gorgonBudgetReserve")).isSameAs(mine);
            assertThat(own.getRegistry().lookupByName("gorgonBudgetSettle"))
                    .isInstanceOf(BudgetSettle.class);
        }
    }
}
