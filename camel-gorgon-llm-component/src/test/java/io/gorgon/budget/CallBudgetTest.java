package io.gorgon.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gorgon.config.ConfigOverrides;
import io.gorgon.config.GorgonConfig;
import io.gorgon.config.GorgonConfigLoader;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.BudgetExceededException;
import io.gorgon.llm.error.InvalidOutputException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.error.RateLimitedException;
import io.gorgon.llm.error.UnreachableException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallBudgetTest {

    private final TestClock clock = new TestClock("2026-11-22T10:00:00Z");
    private GorgonConfig config;
    private BudgetLedger ledger;
    private CallBudget budget;

    private void hybrid(String budgetKeys) {
        configure(
                """
                llm:
                  mode: hybrid
                  providers: {ollama: , anthropic: }
                  budget: {%s}
                """
                        .formatted(budgetKeys));
    }

    private void cloud(String budgetKeys) {
        configure(
                """
                llm:
                  mode: cloud
                  providers: {anthropic: }
                  budget: {%s}
                """
                        .formatted(budgetKeys));
    }

    private void configure(String yaml) {
        config = GorgonConfigLoader.parse("gorgon.yaml", yaml, ConfigOverrides.none());
        ledger = new InMemoryLedger(config.budget().limits(), clock);
        budget =
                new CallBudget(
                        ledger,
                        new TokenEstimator(EstimateRatios.inMemory()),
                        config.prices(),
                        config.budget().policy(),
                        clock);
    }

    private static LlmRequest.Builder request() {
        return LlmRequest.builder()
                .user("What is the capital of France?")
                .tier(ModelTier.STANDARD)
                .agentId("planner")
                .runId("run-1")
                .maxTokens(1000);
    }

    private Admission admit(LlmRequest request) {
        return budget.admit(new BudgetedCall(request, false, null, config.providers()), false);
    }

    private ScopeState day() {
        return LedgerContract.state(ledger, ScopeKind.DAY);
    }

    private static LlmResponse response(String provider, String model, TokenUsage usage) {
        return new LlmResponse(
                "Paris",
                null,
                model,
                provider,
                provider,
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
    void theDearestCandidateDecidesWhatIsReserved() {
        hybrid("");

        Admission admission = admit(request().build());

        // claude-sonnet-5-5: at least 1,000 tokens of output at $10 for a million
        assertThat(admission.reservation().microUsd()).isBetween(10_000L, 10_200L);
        assertThat(admission.reservation().tokens()).isBetween(1_010L, 1_050L);
        assertThat(admission.forceLocal()).isNull();
        assertThat(admission.remainingTokens()).isNull();
    }

    @Test
    void aRepairOfAnAnswerIsReservedToo() {
        cloud("");
        LlmRequest plain = request().build();
        LlmRequest checked =
                request().responseSchema(JsonNodeFactory.instance.objectNode()).build();

        assertThat(admit(checked).reservation().tokens())
                .isGreaterThan(2 * admit(plain).reservation().tokens() + 1000);
    }

    @Test
    void whatIsLeftIsTheLeastOfTheBudgetsAndTheCallers() {
        hybrid("max_tokens_per_agent: 5000");

        long left = admit(request().build()).remainingTokens();
        assertThat(left).isBetween(3900L, 3990L);
        assertThat(admit(request().budgetRemainingTokens(1100L).build()).remainingTokens())
                .isLessThan(100);
        assertThat(admit(request().budgetRemainingTokens(5L).build()).remainingTokens()).isZero();
    }

    @Test
    void anAnswerIsBookedWithItsRealUsageAndThePriceOfWhoeverAnswered() {
        hybrid("");
        Settlement settlement = budget.settlement(admit(request().build()));

        settlement.answered(
                response("anthropic", "claude-sonnet-5-5", TokenUsage.reported(100, 50)),
                List.of());

        assertThat(day().spentTokens()).isEqualTo(150);
        assertThat(day().spentMicroUsd()).isEqualTo(100 * 2 + 50 * 10);
        assertThat(day().reservedMicroUsd()).isZero();
    }

    @Test
    void aLocalAnswerCostsNothingAndCountsItsTokens() {
        hybrid("");

        budget.settlement(admit(request().build()))
                .answered(
                        response("ollama", "llama3.1:8b", TokenUsage.reported(100, 50)), List.of());

        assertThat(day().spentTokens()).isEqualTo(150);
        assertThat(day().spentMicroUsd()).isZero();
    }

    @Test
    void attemptsThatCostSomethingAreBookedWithTheAnswer() {
        hybrid("");
        AttemptUsage before =
                new AttemptUsage("anthropic", "claude-sonnet-5-5", TokenUsage.estimated(10, 20));

        budget.settlement(admit(request().build()))
                .answered(
                        response("ollama", "llama3.1:8b", TokenUsage.reported(100, 50)),
                        List.of(before));

        assertThat(day().spentTokens()).isEqualTo(180);
        assertThat(day().spentMicroUsd()).isEqualTo(10 * 2 + 20 * 10);
        assertThat(day().estimatedTokens()).isEqualTo(180);
    }

    @Test
    void aModelThatIsReportedWithADateCostsWhatTheAskedOneCosts() {
        cloud("");

        budget.settlement(admit(request().build()))
                .answered(
                        response(
                                "anthropic",
                                "claude-sonnet-5-5-20261001",
                                TokenUsage.reported(100, 50)),
                        List.of());

        assertThat(day().spentMicroUsd()).isEqualTo(100 * 2 + 50 * 10);
    }

    @Test
    void withoutMoneyLocalIsForcedWhereThatIsThePolicy() {
        hybrid("api_cost_limit_daily_usd: 0.001");

        Admission admission = admit(request().build());

        assertThat(admission.forceLocal())
                .contains("the budget of the day 2026-11-22")
                .contains("llm.budget.api_cost_limit_daily_usd");
        assertThat(admission.reservation().microUsd()).isZero();
        assertThat(admission.reservation().tokens()).isPositive();
    }

    @Test
    void missingTokensAreRefusedAlsoWherePolicyIsToForceLocal() {
        hybrid("max_tokens_per_agent: 100");

        assertThatThrownBy(() -> admit(request().build()))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("agent 'planner'");
    }

    @Test
    void withoutALocalProviderMissingMoneyIsRefused() {
        cloud("api_cost_limit_daily_usd: 0.001");

        assertThatThrownBy(() -> admit(request().build()))
                .isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void theAnswerIsShrunkToWhatFitsWhereThatIsThePolicy() {
        cloud("max_tokens_per_agent: 700, when_exceeded: shrink_max_tokens");

        Admission admission = admit(request().build());

        LlmRequest shrunk = (LlmRequest) admission.call().request();
        assertThat(shrunk.maxTokens()).isBetween(600, 690);
        assertThat(admission.reservation().tokens()).isLessThanOrEqualTo(700);
        assertThat(admission.remainingTokens()).isLessThanOrEqualTo(1);
    }

    @Test
    void theAnswerIsShrunkToTheMoneyThatIsLeft() {
        cloud("api_cost_limit_daily_usd: 0.005, when_exceeded: shrink_max_tokens");

        LlmRequest shrunk = (LlmRequest) admit(request().build()).call().request();

        assertThat(shrunk.maxTokens()).isBetween(450, 499);
    }

    @Test
    void anAnswerThatWouldBeTooShortIsRefused() {
        cloud("max_tokens_per_agent: 300, when_exceeded: shrink_max_tokens, min_max_tokens: 290");

        assertThatThrownBy(() -> admit(request().build()))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(day().reservedTokens()).isZero();
    }

    @Test
    void pastTheSoftLimitLocalIsPreferred() {
        hybrid("max_tokens_per_agent: 2000, soft_limit_percent: 50");

        assertThat(admit(request().build()).preferLocal())
                .isEqualTo("50 percent of the tokens of agent 'planner' are used or reserved");
    }

    @Test
    void aModelWithoutAPriceIsRefusedByName() {
        cloud("");

        assertThatThrownBy(() -> admit(request().model("claude-new").build()))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("'claude-new'")
                .hasMessageContaining("llm.prices.anthropic")
                .hasMessageContaining("llm.prices.unknown");
    }

    @Test
    void aModelWithoutAPriceLeavesTheLocalProvidersWherePolicyIsToForceLocal() {
        hybrid("");

        assertThat(admit(request().model("claude-new").build()).forceLocal())
                .contains("'claude-new'");
    }

    @Test
    void theMostThatUnknownModelsCostIsReservedAndBooked() {
        configure(
                """
                llm:
                  mode: cloud
                  providers: {anthropic: }
                  prices: {unknown: {input_per_million_usd: 15, output_per_million_usd: 75}}
                """);
        Admission admission = admit(request().model("claude-new").build());

        assertThat(admission.reservation().microUsd()).isGreaterThanOrEqualTo(75_000);
        budget.settlement(admission)
                .answered(
                        response("anthropic", "claude-new", TokenUsage.reported(100, 50)),
                        List.of());
        assertThat(day().spentMicroUsd()).isEqualTo(100 * 15 + 50 * 75);
    }

    @Test
    void vectorsCountTheirInput() {
        configure("llm:\n  mode: cloud\n  providers: {openai: }\n");
        BudgetedCall call =
                new BudgetedCall(
                        EmbedRequest.of(List.of("one text", "another")),
                        false,
                        null,
                        config.providers());

        Admission admission = budget.admit(call, false);

        assertThat(admission.estimate().outputTokens()).isZero();
        assertThat(admission.estimate().inputTokens()).isBetween(4L, 40L);
        assertThat(admission.reservation().microUsd()).isPositive();
    }

    @Test
    void aCallOfAWorkflowWithoutARunCountsForTheWorkflow() {
        hybrid("");

        admit(request().runId(null).workflowId("nightly").build());

        assertThat(LedgerContract.state(ledger, ScopeKind.RUN).scope().key()).isEqualTo("nightly");
    }

    static List<Throwable> nothingWasSent() {
        return List.of(
                new RateLimitedException("p", "m", 429, "slow down", null),
                new NotAllowedException("p", "m", 0, "no", null),
                new UnreachableException("p", "m", 0, "refused", new ConnectException("refused")),
                new LlmTimeoutException("p", "m", LlmTimeoutException.Phase.CONNECT, "", "slow"),
                new RejectedExecutionException("queue full"));
    }

    @ParameterizedTest
    @MethodSource
    void nothingWasSent(Throwable failure) {
        hybrid("");

        budget.settlement(admit(request().build())).failed(failure, List.of());

        assertThat(day().committedTokens()).isZero();
        assertThat(day().committedMicroUsd()).isZero();
    }

    static List<Throwable> theAnswerMayBeLost() {
        LlmException timeout =
                new LlmTimeoutException("p", "m", LlmTimeoutException.Phase.TOTAL, "", "slow");
        RuntimeException chain = new IllegalStateException("all failed");
        chain.addSuppressed(new RateLimitedException("p", "m", 429, "slow down", null));
        chain.addSuppressed(timeout);
        return List.of(
                timeout,
                chain,
                new IllegalStateException("wrapped", timeout),
                new BrokenStreamException("p", "m", "so far", "broke", null),
                new UnreachableException("p", "m", 0, "reset", new SocketException("reset")),
                new io.gorgon.llm.error.OverloadedException("p", "m", 504, "gateway", null),
                new IllegalStateException("nobody knows"));
    }

    @ParameterizedTest
    @MethodSource
    void theAnswerMayBeLost(Throwable failure) {
        hybrid("");
        Admission admission = admit(request().build());

        budget.settlement(admission).failed(failure, List.of());

        assertThat(day().inDoubtTokens()).isEqualTo(admission.reservation().tokens());
        assertThat(day().inDoubtMicroUsd()).isEqualTo(admission.reservation().microUsd());
        assertThat(day().reservedTokens()).isZero();
    }

    @Test
    void anAnswerThatDoesNotObeyItsSchemaIsBookedAsItWasReported() {
        hybrid("");
        LlmResponse invalid =
                response("anthropic", "claude-sonnet-5-5", TokenUsage.reported(100, 50));

        budget.settlement(admit(request().build()))
                .failed(new InvalidOutputException(invalid, List.of("no JSON")), List.of());

        assertThat(day().spentTokens()).isEqualTo(150);
        assertThat(day().inDoubtTokens()).isZero();
    }
}
