package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContainerEventsTest {

    private final WorkflowRunner runner = WorkflowRunner.withMock();
    private final Milestones milestones = new Milestones();

    @AfterEach
    void close() {
        runner.close();
    }

    private static StepResult step(Ran ran, String path) {
        return ran.result().steps().stream()
                .filter(step -> step.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + path));
    }

    private static final String EVERYTHING =
            """
            name: W
            steps:
              - id: p
                type: parallel
                params:
                  steps:
                    - {id: a, type: scripted, max_retries: 1}
                    - id: b
                      type: scripted
                      max_retries: 0
                      on_failure: fallback
                      fallback: {type: alternate_step, step: {id: spare, type: scripted}}
                    - id: f
                      type: fan_out
                      params:
                        items: [1, 2, 3]
                        step_template: {type: scripted, condition: {field: item, operator: not_equals, value: 2}}
              - {id: s, type: sub_workflow, params: {workflow: child}}
              - id: l
                type: loop
                params: {count: 2, steps: [{id: w, type: scripted}]}
            """;

    private Ran everything() {
        runner.load(
                "child.yaml",
                """
                name: Child
                steps:
                  - id: q
                    type: parallel
                    params: {steps: [{id: c, type: scripted}, {id: d, type: scripted}]}
                """,
                Set.of());
        ScriptedStep.script("p/a", Scripts.fails(1));
        ScriptedStep.script("p/b", Scripts.alwaysFails());
        return runner.run(EVERYTHING);
    }

    @Test
    void eachStepThatHasBegunEndsOnceAndInsideOfWhatIsAroundIt() {
        everything();

        Set<String> open = new HashSet<>();
        for (String event : runner.events()) {
            String[] words = event.split(" ");
            String path = words[1];
            if (words[0].equals("started") && words[2].equals("1")) {
                assertThat(open.add(path)).as(event).isTrue();
                int end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('['));
                String around = end < 0 ? "" : path.substring(0, end).replaceAll("#\\d+$", "");
                if (!around.isEmpty()) {
                    assertThat(open).as(event).contains(around);
                }
            } else if (words[0].equals("ended") && !path.equals("ended")) {
                assertThat(open.remove(path)).as(event).isTrue();
            }
        }
        assertThat(open).isEmpty();
        assertThat(runner.events()).startsWith("run started w").endsWith("run ended success");
        assertThat(runner.events())
                .contains("retried p/a 1 1s boom", "size p/f 3", "started s/q/c 1")
                .containsSubsequence("started p 1", "ended p success", "started s 1");
    }

    @Test
    void tokensOfStepsInsideOthersCountOnce() {
        Ran ran = everything();

        long inSteps = ran.result().steps().stream().mapToLong(step -> step.usage().tokens()).sum();
        assertThat(ran.result().usage().tokens()).isEqualTo(7 + 1 + 2 + 2 + 2).isEqualTo(inSteps);
        assertThat(step(ran, "p").answer()).containsEntry("tokens_used", 10L);
        assertThat(step(ran, "p").usage().tokens()).isZero();
        assertThat(step(ran, "p/b").status()).isEqualTo(StepStatus.SUCCESS);
        assertThat(step(ran, "p/b").error()).isEqualTo("boom");
    }

    @Test
    void theTimeOfAContainerEndsItsInsides() {
        runner.withRealTime();
        ScriptedStep.script("p/a", Scripts.hangs());
        ScriptedStep.script("p/f[0]", Scripts.hangs());
        ScriptedStep.script("p/f[1]", Scripts.hangs());

        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: p
                            type: parallel
                            timeout_seconds: 1
                            params:
                              steps:
                                - {id: a, type: scripted}
                                - {id: after, type: scripted, depends_on: a}
                                - id: f
                                  type: fan_out
                                  params: {items: [1, 2], step_template: {type: scripted}}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).isEqualTo("Step 'p' failed: timed out after 1 seconds");
        assertThat(step(ran, "p/a").status()).isEqualTo(StepStatus.FAILED);
        assertThat(step(ran, "p/f[0]").status()).isEqualTo(StepStatus.FAILED);
    }

    @Test
    void noStepInsideBeginsAfterTheTimeOfTheContainer() {
        ScriptedStep.script(
                "l#2/w",
                call -> {
                    runner.clock().move(Duration.ofSeconds(10));
                    return "late";
                });

        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: l
                            type: loop
                            timeout_seconds: 10
                            params: {count: 5, steps: [{id: w, type: scripted}]}
                        """);

        assertThat(ran.result().error()).contains("timed out after 10 seconds");
        assertThat(runner.events()).doesNotContain("started l#3/w 1");
    }

    @Test
    void aCancelledRunEndsTheBranchesThatAreUnderWay() throws Exception {
        ScriptedStep.script("p/a", Scripts.hangs());
        ScriptedStep.script("p/b", Scripts.hangs());
        Thread person =
                new Thread(
                        () -> {
                            try {
                                milestones.awaitBegun("p/a");
                                milestones.awaitBegun("p/b");
                                milestones.cancellation().cancel();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        person.start();

        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: p
                            type: parallel
                            params:
                              steps:
                                - {id: a, type: scripted, on_failure: skip}
                                - {id: b, type: scripted}
                                - {id: c, type: scripted, depends_on: b}
                          - {id: last, type: scripted}
                        """,
                        Map.of(),
                        milestones.options());
        person.join();

        assertThat(ran.result().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(ran.result().steps())
                .filteredOn(step -> List.of("p", "p/a", "p/b").contains(step.path()))
                .hasSize(3)
                .allMatch(step -> step.status() == StepStatus.CANCELLED);
        assertThat(step(ran, "last").status()).isEqualTo(StepStatus.PENDING);
    }
}
