package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParallelFailureTest {

    private final WorkflowRunner runner = WorkflowRunner.withMock();

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

    @Test
    void aFailedStepLeavesTheBlockAndItsOtherStepsAlone() {
        ScriptedStep.script("p/a", Scripts.alwaysFails());

        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [vb, failed, successful, parallel_results]
                        steps:
                          - id: p
                            type: parallel
                            params:
                              steps:
                                - {id: a, type: scripted, max_retries: 0}
                                - {id: b, type: scripted, outputs: [vb]}
                            outputs: [failed, successful, parallel_results]
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.result().outputs())
                .containsEntry("vb", "R-b")
                .containsEntry("failed", List.of("a"))
                .containsEntry("successful", List.of("b"));
        assertThat(((Map<?, ?>) ran.output("parallel_results")).get("a"))
                .isEqualTo(Map.of("error", "boom"));
        assertThat(step(ran, "p/a").error()).isEqualTo("boom");
        assertThat(step(ran, "p/a").attempts()).isEqualTo(1);
    }

    @Test
    void theBlockSucceedsAlsoWhenAllItsStepsFailAndSaysSo() {
        ScriptedStep.script("p/a", Scripts.alwaysFails());
        ScriptedStep.script("p/b", Scripts.alwaysFails());

        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [failed]
                        steps:
                          - id: p
                            type: parallel
                            params:
                              steps:
                                - {id: a, type: scripted, max_retries: 0}
                                - {id: b, type: scripted, max_retries: 0}
                            outputs: [failed]
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("failed")).isEqualTo(List.of("a", "b"));
    }

    @Test
    void withFailFastTheFirstFailureFailsTheBlockAndNoOtherStepBegins() {
        Milestones milestones = new Milestones();
        ScriptedStep.script("p/slow", milestones.endsAfter("p/bad"));
        ScriptedStep.script("p/bad", Scripts.alwaysFails());

        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: p
                            type: parallel
                            params:
                              fail_fast: true
                              max_workers: 2
                              steps:
                                - {id: slow, type: scripted}
                                - {id: bad, type: scripted, max_retries: 0}
                                - {id: waiting, type: scripted}
                                - {id: of_slow, type: scripted, depends_on: slow}
                          - {id: last, type: scripted}
                        """,
                        Map.of(),
                        milestones.options());

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).startsWith("Step 'p").contains("boom");
        assertThat(step(ran, "p").status()).isEqualTo(StepStatus.FAILED);
        assertThat(step(ran, "p/slow").status()).isEqualTo(StepStatus.SUCCESS);
        assertThat(ran.result().steps())
                .extracting(StepResult::path)
                .doesNotContain("p/waiting", "p/of_slow");
        assertThat(step(ran, "last").status()).isEqualTo(StepStatus.PENDING);
    }

    @Test
    void thoseThatDependOnAFailedStepAreSkippedWithTheReason() {
        ScriptedStep.script("p/a", Scripts.alwaysFails());

        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: p
                            type: parallel
                            params:
                              steps:
                                - {id: a, type: scripted, max_retries: 0}
                                - {id: b, type: scripted, depends_on: a}
                                - {id: c, type: scripted, depends_on: b}
                                - {id: d, type: scripted}
                        """);

        assertThat(step(ran, "p/b").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(step(ran, "p/b").error()).contains("'a'").contains("no result");
        assertThat(step(ran, "p/c").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(step(ran, "p/d").status()).isEqualTo(StepStatus.SUCCESS);
    }

    @Test
    void aFailureThatIsSkippedDoesNotHoldOthersBack() {
        ScriptedStep.script("p/a", Scripts.alwaysFails());

        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [vb]
                        steps:
                          - id: p
                            type: parallel
                            params:
                              fail_fast: true
                              steps:
                                - {id: a, type: scripted, max_retries: 0, on_failure: skip}
                                - {id: b, type: scripted, depends_on: a, outputs: [vb]}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("vb")).isEqualTo("R-b");
    }

    @Test
    void thoseThatDependOnARecoveredStepRunAfterItsFallback() {
        ScriptedStep.script("p/a", Scripts.alwaysFails());
        ScriptedStep.script("p/a/spare", call -> "from the fallback");
        ScriptedStep.script("p/b", call -> "b saw " + call.variable("va"));

        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [va, vb, vd]
                        steps:
                          - id: p
                            type: parallel
                            params:
                              fail_fast: true
                              steps:
                                - id: a
                                  type: scripted
                                  max_retries: 0
                                  outputs: [va]
                                  on_failure: fallback
                                  fallback: {type: alternate_step, step: {id: spare, type: scripted}}
                                - {id: b, type: scripted, depends_on: a, outputs: [vb]}
                                - id: c
                                  type: scripted
                                  max_retries: 0
                                  outputs: [vc]
                                  on_failure: continue_with_default
                                  default_output: {vc: "default of c"}
                                - {id: d, type: scripted, depends_on: c, outputs: [vd]}
                        """);

        assertThat(ran.result().error()).isNull();
        assertThat(ran.result().outputs())
                .containsEntry("va", "from the fallback")
                .containsEntry("vb", "b saw from the fallback")
                .containsEntry("vd", "R-d");
    }

    @Test
    void thoseThatDependOnAStepWhoseFallbackFailsAreSkipped() {
        ScriptedStep.script("p/a", Scripts.alwaysFails());
        ScriptedStep.script("p/a/spare", Scripts.alwaysFails());

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
                                  type: scripted
                                  max_retries: 0
                                  on_failure: fallback
                                  fallback: {type: alternate_step, step: {id: spare, type: scripted, max_retries: 0}}
                                - {id: b, type: scripted, depends_on: a}
                        """);

        assertThat(step(ran, "p/b").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(step(ran, "p/a").status()).isEqualTo(StepStatus.FAILED);
    }
}
