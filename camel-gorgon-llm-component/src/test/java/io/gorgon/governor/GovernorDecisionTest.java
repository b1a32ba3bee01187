package io.gorgon.governor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.budget.ScopeKind;
import io.gorgon.config.GovernorSettings;
import io.gorgon.governor.GovernorDecision.Cause;
import io.gorgon.llm.ModelTier;
import org.junit.jupiter.api.Test;

class GovernorDecisionTest {

    private final ScriptedFacts facts = new ScriptedFacts();
    private GovernorSettings settings = GovernorSettings.ofAgents(8, 4);

    private GovernorDecision evaluate(AgentSpawnRequest request) {
        return new Governor(settings, facts).evaluate(request);
    }

    private GovernorDecision evaluate(ModelTier tier) {
        return evaluate(AgentSpawnRequest.of("planner", tier, 1000, "run-1"));
    }

    @Test
    void anAgentThatNothingStandsAgainstIsApprovedWithItsNumbers() {
        GovernorDecision decision = evaluate(ModelTier.REASONING);
        assertThat(decision.approved()).isTrue();
        assertThat(decision.cause()).isNull();
        assertThat(decision.constraints())
                .isEqualTo(new Constraints(ModelTier.REASONING, false, null));
        assertThat(decision.sentence()).isEqualTo("0 of 8 agents alive, 0 of 4 in the run");
    }

    @Test
    void aBusyProcessorRefusesWithBothNumbers() {
        settings = settings.withMachine(90, null);
        facts.load(97.25, 50.0);
        GovernorDecision decision = evaluate(ModelTier.FAST);
        assertThat(decision.cause()).isEqualTo(Cause.LOAD);
        assertThat(decision.sentence())
                .isEqualTo(
                        "the processors are busy to 97.3 percent, governor.cpu_max_percent is 90");
    }

    @Test
    void usedMemoryRefusesWithTheAmounts() {
        settings = settings.withMachine(null, 70);
        facts.load(97.0, 75.0);
        assertThat(evaluate(ModelTier.FAST).sentence())
                .isEqualTo(
                        "main memory is used to 75.0 percent (12.0 GB of 16.0 GB),"
                                + " governor.memory_max_percent is 70");
    }

    @Test
    void aLoadAtItsCapIsApprovedAndTold() {
        settings = settings.withMachine(90, 75);
        facts.load(90.0, 75.0);
        GovernorDecision decision = evaluate(ModelTier.FAST);
        assertThat(decision.approved()).isTrue();
        assertThat(decision.sentence()).contains("90.0 percent", "75.0 percent");
    }

    @Test
    void anUnknownLoadStandsInNobodysWay() {
        settings = settings.withMachine(1, 1);
        facts.load(null, null);
        assertThat(evaluate(ModelTier.FAST).approved()).isTrue();
    }

    @Test
    void usedUpTokensRefuseEvenWhereALocalProviderIsHealthy() {
        facts.cloud(true).healthyLocal("ollama").tokens(ScopeKind.RUN, 500, 500, 0);
        GovernorDecision decision = evaluate(ModelTier.FAST);
        assertThat(decision.cause()).isEqualTo(Cause.BUDGET);
        assertThat(decision.sentence())
                .startsWith("the budget run:key is used up: 0 of 500 tokens left");
    }

    @Test
    void usedUpMoneyForcesLocalWhereALocalProviderIsHealthy() {
        facts.cloud(true).healthyLocal("ollama").money(10_000_000, 10_000_000);
        GovernorDecision decision = evaluate(ModelTier.FAST);
        assertThat(decision.approved()).isTrue();
        assertThat(decision.constraints().forceLocal()).isTrue();
        assertThat(decision.sentence())
                .contains("is used up: $0.00 of $10.00 left")
                .contains("only local providers may serve it, such as ollama");
    }

    @Test
    void usedUpMoneyNeverApprovesByItself() {
        facts.cloud(true).money(10_000_000, 10_000_000);
        GovernorDecision decision = evaluate(ModelTier.FAST);
        assertThat(decision.cause()).isEqualTo(Cause.BUDGET);
        assertThat(decision.sentence()).contains("no local provider can be asked instead");
    }

    @Test
    void lowMoneyForcesLocalAndEnoughMoneyDoesNot() {
        facts.cloud(true).healthyLocal("ollama").money(10_000_000, 9_499_999);
        assertThat(evaluate(ModelTier.FAST).constraints().forceLocal()).isFalse();
        facts.money(10_000_000, 9_500_001);
        assertThat(evaluate(ModelTier.FAST).constraints().forceLocal()).isTrue();
    }

    @Test
    void fewerTokensThanTheAgentIsExpectedToUseAreALowBudget() {
        facts.cloud(true).healthyLocal("ollama").tokens(ScopeKind.AGENT, 2000, 1001, 0);
        GovernorDecision decision = evaluate(ModelTier.FAST);
        assertThat(decision.constraints().forceLocal()).isTrue();
        assertThat(decision.constraints().maxTokens()).isEqualTo(999);
    }

    @Test
    void moneyIsNothingToAnAgentThatStaysLocal() {
        facts.cloud(true).money(10_000_000, 10_000_000);
        AgentSpawnRequest local =
                new AgentSpawnRequest("planner", ModelTier.FAST, 10, "run-1", true, true);
        assertThat(evaluate(local).approved()).isTrue();
        assertThat(evaluate(local).constraints().forceLocal()).isTrue();
    }

    @Test
    void whatRunningCallsHaveReservedIsNotUsedUp() {
        facts.tokens(ScopeKind.RUN, 5000, 100, 4900);
        assertThat(evaluate(ModelTier.FAST).approved()).isTrue();
    }

    @Test
    void aTierThatDoesNotFitIsLoweredToTheHighestThatDoesAndSaysSo() {
        facts.shortage(ModelTier.REASONING, "needs 40.0 GB of 12.0 GB");
        GovernorDecision decision = evaluate(ModelTier.REASONING);
        assertThat(decision.approved()).isTrue();
        assertThat(decision.constraints().tier()).isEqualTo(ModelTier.STANDARD);
        assertThat(decision.sentence())
                .startsWith(
                        "tier standard instead of reasoning: no model of the tier reasoning fits:"
                                + " needs 40.0 GB of 12.0 GB");
        facts.shortage(ModelTier.STANDARD, "needs 20.0 GB of 12.0 GB");
        assertThat(evaluate(ModelTier.REASONING).constraints().tier()).isEqualTo(ModelTier.FAST);
    }

    @Test
    void aTierIsNotLoweredWhereTheRequestForbidsIt() {
        facts.shortage(ModelTier.REASONING, "needs 40.0 GB of 12.0 GB");
        GovernorDecision decision =
                evaluate(
                        new AgentSpawnRequest(
                                "planner", ModelTier.REASONING, 10, null, false, false));
        assertThat(decision.cause()).isEqualTo(Cause.HARDWARE);
        assertThat(decision.sentence())
                .contains("40.0 GB of 12.0 GB", "does not allow a lower tier");
    }

    @Test
    void nothingThatFitsIsARefusal() {
        facts.shortage(ModelTier.STANDARD, "20 GB").shortage(ModelTier.FAST, "10 GB");
        assertThat(evaluate(ModelTier.STANDARD).cause()).isEqualTo(Cause.HARDWARE);
    }

    @Test
    void hardwareIsNothingToAnAgentThatTheCloudMayServe() {
        facts.cloud(true).shortage(ModelTier.REASONING, "needs 40.0 GB of 12.0 GB");
        assertThat(evaluate(ModelTier.REASONING).constraints().tier())
                .isEqualTo(ModelTier.REASONING);
        facts.healthyLocal("ollama").money(100, 100);
        assertThat(evaluate(ModelTier.REASONING).constraints())
                .isEqualTo(new Constraints(ModelTier.STANDARD, true, null));
    }
}
