package io.gorgon.workflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.config.ConfigOverrides;
import io.gorgon.config.GorgonConfig;
import io.gorgon.config.GorgonConfigLoader;
import io.gorgon.llm.ModelTier;
import io.gorgon.workflow.graph.WorkflowText;
import io.gorgon.workflow.step.StepTypes;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunPlanTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
    private static final String CLOUD =
            """
            llm:
              mode: cloud
              providers:
                anthropic:
                  enabled: true
                  tier_models: {standard: [%s], reasoning: [%s], fast: [%s]}
              prices:
                anthropic:
                  - {model: priced, input_per_million_usd: 1, output_per_million_usd: 10}
            """;

    private static RunPlan plan(String steps, String model, Map<String, Object> inputs) {
        String yaml = CLOUD.formatted(model, model, model);
        return plan(
                steps,
                GorgonConfigLoader.parse("test", yaml, new ConfigOverrides(null, false, Map.of())),
                inputs);
    }

    private static RunPlan plan(String steps, GorgonConfig config, Map<String, Object> inputs) {
        return RunPlan.of(
                WorkflowText.read(steps),
                StepTypes.installed(),
                config,
                inputs,
                role -> role.equals("planner") ? ModelTier.REASONING : ModelTier.STANDARD,
                DAY);
    }

    private static RunPlan plan(String steps) {
        return plan(steps, "priced", Map.of());
    }

    private static PlannedStep step(RunPlan plan, String id) {
        return plan.steps().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void aCallHasItsTierItsLikelyModelAndItsTokens() {
        RunPlan plan =
                plan(
                        """
                        steps:
                          - id: a
                            type: llm
                            params:
                              {role: planner, prompt: "four four four!!", max_tokens: 100, estimated_tokens: 70}
                        """);
        PlannedStep.Call call = step(plan, "a").call();
        assertThat(call.tier()).isEqualTo(ModelTier.REASONING);
        assertThat(call.provider()).isEqualTo("anthropic");
        assertThat(call.model()).isEqualTo("priced");
        assertThat(call.local()).isFalse();
        assertThat(call.expectedTokens()).isEqualTo(70);
        assertThat(call.inputTokens().least()).isEqualTo(4);
        assertThat(call.inputTokens().most()).isBetween(4L, 16L);
        assertThat(plan.calls()).isEqualTo(Range.ONE);
        assertThat(plan.tokens().least()).isEqualTo(4);
        assertThat(plan.tokens().most()).isEqualTo(call.inputTokens().most() + 100);
        assertThat(plan.cost().least()).isEqualByComparingTo("0.000004");
        BigDecimal most =
                new BigDecimal(call.inputTokens().most())
                        .add(new BigDecimal(1000))
                        .movePointLeft(6);
        assertThat(plan.cost().most()).isEqualByComparingTo(most);
    }

    @Test
    void aModelWithoutAPriceHasAnUnknownCostAndNotNone() {
        RunPlan plan =
                plan(
                        "steps: [{id: a, type: llm, params: {prompt: hello}}]",
                        "nobody-knows-its-price",
                        Map.of());
        assertThat(plan.cost().most()).isNull();
    }

    @Test
    void aLocalModelCostsNothing() {
        GorgonConfig config =
                GorgonConfigLoader.builtIn(new ConfigOverrides(null, false, Map.of()));
        RunPlan plan = plan("steps: [{id: a, type: llm, params: {prompt: hi}}]", config, Map.of());
        assertThat(step(plan, "a").call().local()).isTrue();
        assertThat(plan.cost()).isEqualTo(CostRange.NOTHING);
    }

    @Test
    void aConditionMakesACallOneThatMayNotBe() {
        RunPlan plan =
                plan(
                        """
                        steps:
                          - id: a
                            type: llm
                            params: {prompt: hi}
                            condition: {field: x, operator: not_empty}
                        """);
        assertThat(plan.calls()).isEqualTo(new Range(0, 1L));
        assertThat(plan.tokens().least()).isZero();
    }

    private static final String FAN_OUT =
            """
            token_budget: 1000
            steps:
              - id: each
                type: fan_out
                params:
                  items: "${files}"
                  max_concurrent: 2
                  step_template: {type: llm, params: {prompt: abcdabcd, max_tokens: 300}}
            """;

    @Test
    void itemsThatAreKnownAreCounted() {
        RunPlan plan = plan(FAN_OUT, "priced", Map.of("files", List.of("a", "b", "c")));
        assertThat(plan.calls()).isEqualTo(Range.exactly(3));
        Range call = step(plan, "each.item").call().tokens();
        assertThat(plan.tokens()).isEqualTo(call.times(Range.exactly(3)));
        assertThat(plan.tokensLostInCrash()).isEqualTo(2 * call.most());
    }

    @Test
    void itemsThatAreNotKnownHaveNoMost() {
        RunPlan plan = plan(FAN_OUT);
        assertThat(plan.calls()).isEqualTo(Range.atLeast(0));
        assertThat(plan.cost().most()).isNull();
        assertThat(plan.mayNotFit()).isTrue();
        assertThat(plan.cannotFit()).isFalse();
    }

    @Test
    void noItemsCostNothing() {
        RunPlan plan = plan(FAN_OUT, "priced", Map.of("files", List.of()));
        assertThat(plan.calls()).isEqualTo(Range.ZERO);
        assertThat(plan.tokens()).isEqualTo(Range.ZERO);
        assertThat(plan.cost().most()).isEqualByComparingTo("0");
        assertThat(plan.mayNotFit()).isFalse();
    }

    @Test
    void aLoopIsCountedByItsBounds() {
        String loop =
                """
                steps:
                  - id: again
                    type: loop
                    params: {%s, steps: [{id: a, type: llm, params: {prompt: hi}}]}
                """;
        assertThat(plan(loop.formatted("count: 4")).calls()).isEqualTo(Range.exactly(4));
        assertThat(
                        plan(loop.formatted(
                                        "until: {field: x, operator: not_empty},"
                                                + " max_iterations: 6"))
                                .calls())
                .isEqualTo(new Range(1, 6L));
        assertThat(plan(loop.formatted("while: {field: x, operator: not_empty}")).calls())
                .isEqualTo(new Range(0, 10L));
        assertThat(plan(loop.formatted("for_each: [1, 2]")).calls()).isEqualTo(Range.exactly(2));
    }

    @Test
    void whatAModelWroteIsCountedWhereItIsRead() {
        RunPlan plan =
                plan(
                        """
                        steps:
                          - {id: a, type: llm, params: {prompt: hi, max_tokens: 500}, outputs: [text]}
                          - {id: b, type: llm, params: {prompt: "${text}"}}
                          - {id: c, type: shell, params: {command: ls -l}, outputs: [files]}
                          - {id: d, type: llm, params: {prompt: "${files}"}}
                        """);
        assertThat(step(plan, "b").call().inputTokens()).isEqualTo(new Range(0, 500L));
        assertThat(step(plan, "d").call().inputTokens()).isEqualTo(Range.atLeast(0));
        assertThat(plan.commands()).containsExactly("ls -l");
    }

    @Test
    void aBudgetThatIsTooSmallForTheSmallestRunIsFound() {
        RunPlan plan =
                plan(
                        "token_budget: 10\nsteps: [{id: a, type: llm, params: {prompt: \"%s\"}}]"
                                .formatted("word ".repeat(20)));
        assertThat(plan.cannotFit()).isTrue();
        assertThat(plan.mayNotFit()).isTrue();
    }

    @Test
    void stepsAtTheSameTimeReserveAtTheSameTime() {
        RunPlan plan =
                plan(
                        """
                        settings: {auto_parallel: true, auto_parallel_max_workers: 2}
                        steps:
                          - {id: a, type: llm, params: {prompt: "", max_tokens: 100}}
                          - {id: b, type: llm, params: {prompt: "", max_tokens: 200}}
                          - {id: c, type: llm, params: {prompt: "", max_tokens: 300}}
                        """);
        assertThat(plan.tokensLostInCrash()).isEqualTo(500);
    }

    @Test
    void whatARunWouldTouchIsListed() {
        RunPlan plan =
                plan(
                        """
                        steps:
                          - {id: send, type: to, params: {uri: "ftp://me:secret@host/in?password=secret"}}
                          - {id: ask, type: approval, params: {prompt: ok}}
                          - {id: tool, type: mcp_tool, params: {server: github, tool: create_issue}}
                          - {id: other, type: sub_workflow, params: {workflow: report}}
                        """);
        assertThat(plan.endpoints()).containsExactly("ftp://host/in");
        assertThat(plan.approvals()).containsExactly("ask");
        assertThat(plan.tools()).containsExactly("github/create_issue");
        assertThat(plan.subWorkflows()).containsExactly("report");
        assertThat(plan.calls().most()).isNull();
    }
}
