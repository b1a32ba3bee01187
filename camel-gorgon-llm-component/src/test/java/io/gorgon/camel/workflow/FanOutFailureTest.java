package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FanOutFailureTest {

    private final WorkflowRunner runner = WorkflowRunner.withMock();
    private final Milestones milestones = new Milestones();

    @AfterEach
    void close() {
        runner.close();
    }

    private static Map<String, StepStatus> statuses(Ran ran) {
        return ran.result().steps().stream()
                .collect(Collectors.toMap(StepResult::path, StepResult::status));
    }

    private static List<Integer> items(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private Ran run(String more, int concurrent, int count) {
        return runner.run(
                """
                name: W
                inputs: {lst: {type: list, required: true}}
                outputs: [va, all]
                steps:
                  - {id: a, type: scripted, outputs: [va]}
                  - id: f
                    type: fan_out
                    params:
                      items: ${lst}
                      max_concurrent: %d
                %s
                      step_template: {type: scripted, max_retries: 0}
                    outputs: [all]
                  - {id: last, type: scripted}
                """
                        .formatted(concurrent, more.indent(6).stripTrailing()),
                Map.of("lst", items(count)),
                milestones.options());
    }

    @Test
    void withFailFastTheFirstFailedItemFailsTheStepAndNoOtherItemBegins() {
        ScriptedStep.script("f[0]", milestones.endsAfter("f[1]"));
        ScriptedStep.script("f[1]", Scripts.alwaysFails());

        Ran ran = run("fail_fast: true", 2, 50);

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).startsWith("Step 'f' failed: ").endsWith("item 1: boom");
        assertThat(statuses(ran))
                .containsEntry("f[0]", StepStatus.SUCCESS)
                .containsEntry("f[1]", StepStatus.FAILED)
                .containsEntry("last", StepStatus.PENDING)
                .hasSize(5);
    }

    @Test
    void withoutCollectedErrorsTheListOfErrorsIsEmpty() {
        ScriptedStep.script("f[1]", Scripts.alwaysFails());

        Ran ran = run("collect_errors: false", 2, 3);

        StepResult step =
                ran.result().steps().stream().filter(it -> it.path().equals("f")).findFirst().get();
        assertThat(step.answer()).containsEntry("errors", List.of()).containsEntry("failed", 1);
    }

    @Test
    void aBudgetThatEndsInTheMiddlePausesTheRunAndKeepsWhatIsDone() {
        ScriptedStep.script("f[2]", Scripts.throwing(Budgets.spent("no money")));

        Ran ran = run("", 1, 1000);

        assertThat(ran.result().status()).isEqualTo(RunStatus.PAUSED_BUDGET);
        assertThat(ran.result().error()).isEqualTo("no money");
        assertThat(ran.exchange().getException()).isNull();
        assertThat(ran.output("va")).isEqualTo("R-a");
        assertThat(statuses(ran))
                .containsEntry("f[0]", StepStatus.SUCCESS)
                .containsEntry("f[1]", StepStatus.SUCCESS)
                .containsEntry("f[2]", StepStatus.PAUSED_BUDGET)
                .containsEntry("f", StepStatus.PAUSED_BUDGET)
                .containsEntry("last", StepStatus.PENDING)
                .hasSize(6);
        assertThat(ran.result().usage().tokens()).isEqualTo(3);
    }

    @Test
    void itemsThatAreUnderWayWhenTheBudgetEndsAreFinished() {
        ScriptedStep.script("f[0]", milestones.endsAfter("f[1]"));
        ScriptedStep.script("f[1]", Scripts.throwing(Budgets.spent("no money")));

        Ran ran = run("", 2, 1000);

        assertThat(ran.result().status()).isEqualTo(RunStatus.PAUSED_BUDGET);
        assertThat(statuses(ran)).containsEntry("f[0]", StepStatus.SUCCESS);
    }

    @Test
    void aCancelledRunEndsItsItemsAndBeginsNoOther() throws Exception {
        ScriptedStep.script("f[0]", Scripts.hangs());
        ScriptedStep.script("f[1]", Scripts.hangs());
        Thread person =
                new Thread(
                        () -> {
                            try {
                                milestones.awaitBegun("f[0]");
                                milestones.awaitBegun("f[1]");
                                milestones.cancellation().cancel();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        person.start();

        Ran ran = run("", 2, 1000);
        person.join();

        assertThat(ran.result().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(statuses(ran))
                .containsEntry("f[0]", StepStatus.CANCELLED)
                .containsEntry("f[1]", StepStatus.CANCELLED)
                .containsEntry("f", StepStatus.CANCELLED)
                .containsEntry("last", StepStatus.PENDING)
                .hasSize(5);
    }

    @Test
    void aGateForAnItemLetsTheOtherItemsFinish() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: f
                            type: fan_out
                            params:
                              items: [a, b, c]
                              max_concurrent: 1
                              step_template:
                                type: branch
                                params:
                                  condition: {field: item, operator: equals, value: a}
                                  then:
                                    - {id: gate, type: approval, params: {prompt: "ok?"}}
                                  else:
                                    - {id: work, type: scripted}
                          - {id: last, type: scripted}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
        assertThat(ran.result().waitingFor()).isEqualTo("f[0]/gate");
        assertThat(statuses(ran))
                .containsEntry("f[1]/work", StepStatus.SUCCESS)
                .containsEntry("f[2]/work", StepStatus.SUCCESS)
                .containsEntry("last", StepStatus.PENDING);
    }

    @Test
    void aStepThatCannotReadItsReplyFailsLikeAnyOther() throws Exception {
        runner.camel()
                .addRoutes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:unreadable").setBody(it -> brokenStream());
                            }
                        });

        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: p
                            type: parallel
                            params:
                              steps:
                                - id: a
                                  type: to
                                  max_retries: 0
                                  params: {uri: "direct:unreadable"}
                                - {id: b, type: scripted, depends_on: a}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(statuses(ran))
                .containsEntry("p/a", StepStatus.FAILED)
                .containsEntry("p/b", StepStatus.SKIPPED);
    }

    private static InputStream brokenStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line is dead");
            }
        };
    }
}
