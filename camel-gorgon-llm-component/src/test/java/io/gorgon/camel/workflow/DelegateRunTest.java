package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.LlmRequest;
import io.gorgon.workflow.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DelegateRunTest {

    private static final String WORKFLOW =
            """
            name: w
            inputs:
              topic: {type: string, required: true}
            steps:
              - id: research
                type: delegate
                params:
                  prompt: "Find out about ${topic}"
                  agents: [analyst, reporter, planner]
                outputs: [summary]
            outputs: [summary]
            """;

    private static final String PLAN =
            """
            {"analysis": "two views and a report", "delegations": [
              {"id": "a", "agent": "analyst", "task": "count them", "depends_on": []},
              {"id": "b", "agent": "analyst", "task": "weigh them", "depends_on": []},
              {"id": "c", "agent": "reporter", "task": "report", "depends_on": ["a", "b"]}]}
            """;

    private static boolean isPlan(LlmRequest request) {
        return request.responseSchema() != null;
    }

    private static WorkflowRunner.Ran run(ScriptedModel model) {
        try (WorkflowRunner runner = WorkflowRunner.with(model)) {
            return runner.run(WORKFLOW, Map.of("topic", "bees ${x}"));
        }
    }

    @Test
    void delegationsAreDoneByTheirAgentsAndMadeOneAnswer() {
        ScriptedModel model =
                new ScriptedModel(
                        request -> {
                            if (isPlan(request)) {
                                return PLAN;
                            }
                            String prompt = ScriptedModel.prompt(request);
                            return prompt.startsWith("The task:")
                                    ? "one answer"
                                    : "done: " + prompt.lines().findFirst().orElseThrow();
                        });
        WorkflowRunner.Ran ran = run(model);
        assertThat(ran.result().error()).isNull();
        assertThat(ran.output("summary")).isEqualTo("one answer");
        List<LlmRequest> requests = model.requests();
        assertThat(requests).hasSize(5);
        assertThat(ScriptedModel.prompt(requests.get(0)))
                .startsWith("The task:\nFind out about bees ${x}\n")
                .contains("- analyst: ", "at most 8 delegations")
                .doesNotContain("- builder: ");
        assertThat(requests.subList(1, 3))
                .allMatch(request -> "analyst".equals(request.agentId()))
                .extracting(ScriptedModel::prompt)
                .containsExactlyInAnyOrder("count them", "weigh them");
        assertThat(requests.get(3).agentId()).isEqualTo("reporter");
        assertThat(ScriptedModel.prompt(requests.get(3)))
                .startsWith("report\n")
                .contains("[a]\ndone: count them", "[b]\ndone: weigh them");
        assertThat(ScriptedModel.prompt(requests.get(4)))
                .contains("Delegation a to analyst: count them\nIts result:\ndone: count them")
                .contains("Delegation b to analyst: weigh them\nIts result:\ndone: weigh them")
                .contains("Delegation c to reporter: report\nIts result:\ndone: report");
    }

    @Test
    void aStepOfTheTypeLlmDelegatesWhereItSaysSo() {
        ScriptedModel model = new ScriptedModel(request -> isPlan(request) ? PLAN : "one answer");
        String llm =
                WORKFLOW.replace("type: delegate", "type: llm")
                        .replace("  prompt:", "  delegate: true\n      prompt:");
        try (WorkflowRunner runner = WorkflowRunner.with(model)) {
            WorkflowRunner.Ran ran = runner.run(llm, Map.of("topic", "bees"));

            assertThat(ran.result().error()).isNull();
            assertThat(ran.output("summary")).isEqualTo("one answer");
            assertThat(model.requests()).hasSize(5);
        }
    }

    @Test
    void delegationsThatNeedNothingOfEachOtherAreDoneAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        ScriptedModel model =
                new ScriptedModel(
                        request -> {
                            if (isPlan(request)) {
                                return PLAN;
                            }
                            if ("analyst".equals(request.agentId())) {
                                both.countDown();
                                assertThat(both.await(60, TimeUnit.SECONDS)).isTrue();
                            }
                            return "done";
                        });
        assertThat(run(model).result().status()).isEqualTo(RunStatus.SUCCESS);
    }

    @Test
    void aPlanForAnAgentThatIsNotThereIsAskedForAgainAndThenFailsClearly() {
        AtomicInteger plans = new AtomicInteger();
        ScriptedModel model =
                new ScriptedModel(
                        request -> {
                            plans.incrementAndGet();
                            return PLAN.replace("\"reporter\"", "\"reportr\"");
                        });
        WorkflowRunner.Ran ran = run(model);
        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).contains("/delegations/2/agent", "analyst", "planner");
        assertThat(plans.get()).isGreaterThan(1);
    }

    @Test
    void aPlanInACircleFailsClearly() {
        ScriptedModel model =
                new ScriptedModel(
                        request ->
                                PLAN.replaceFirst(
                                        "\"depends_on\": \\[\\]", "\"depends_on\": [\"c\"]"));
        assertThat(run(model).result().error())
                .contains("delegations of the plan wait for each other: a, c");
    }

    @Test
    void aBetterPlanIsTakenAfterABadOne() {
        AtomicInteger plans = new AtomicInteger();
        ScriptedModel model =
                new ScriptedModel(
                        request -> {
                            if (isPlan(request)) {
                                return plans.incrementAndGet() == 1
                                        ? PLAN.replace("[\"a\", \"b\"]", "[\"z\"]")
                                        : PLAN;
                            }
                            return "done";
                        });
        assertThat(run(model).output("summary")).isEqualTo("done");
        assertThat(plans.get()).isEqualTo(2);
    }

    @Test
    void whatDependsOnAFailedDelegationIsNotDoneAndTheSynthesisIsTold() {
        ScriptedModel model =
                new ScriptedModel(
                        request -> {
                            if (isPlan(request)) {
                                return PLAN;
                            }
                            if (ScriptedModel.prompt(request).equals("count them")) {
                                throw new IllegalArgumentException("there are none");
                            }
                            return "done";
                        });
        WorkflowRunner.Ran ran = run(model);
        assertThat(ran.output("summary")).isEqualTo("done");
        assertThat(model.requests()).noneMatch(request -> "reporter".equals(request.agentId()));
        assertThat(model.prompts().get(model.prompts().size() - 1))
                .contains("Its result:\n(failed: ")
                .contains("there are none")
                .contains("Its result:\n(not done: what it depends on failed)");
    }
}
