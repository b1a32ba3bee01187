package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.RateLimitedException;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.step.PermanentFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often and when a step that fails is tried again. */
class StepRetriesTest {

    private final WorkflowRunner workflows = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        workflows.close();
    }

    private Ran run(String fields, ScriptedStep.Script script) {
        ScriptedStep.script("a", script);
        return workflows.run(
                """
                name: t
                outputs: [v, last]
                steps:
                  - {id: a, type: scripted, outputs: [v]%s}
                  - {id: b, type: scripted, outputs: [last]}
                """
                        .formatted(fields));
    }

    private List<Long> pauses() {
        return workflows.pauses().stream().map(Duration::toSeconds).toList();
    }

    private static StepResult first(Ran ran) {
        return ran.result().steps().get(0);
    }

    @Test
    void aStepThatWorksAtTheThirdTryHasWorked() {
        Ran ran = run("", Scripts.fails(2));

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(first(ran).attempts()).isEqualTo(3);
        assertThat(pauses()).containsExactly(1L, 2L);
        assertThat(first(ran).usage().tokens()).isEqualTo(7);
        assertThat(first(ran).error()).isNull();
        assertThat(ran.output("v")).isEqualTo("ok");
        assertThat(first(ran).duration()).isEqualTo(Duration.ofSeconds(3));
        assertThat(workflows.events())
                .containsSubsequence(
                        "started a 1",
                        "retried a 1 1s boom",
                        "started a 2",
                        "retried a 2 2s boom",
                        "started a 3",
                        "ended a success");
    }

    @Test
    void afterFourTriesTheStepAndTheRunHaveFailed() {
        Ran ran = run("", Scripts.alwaysFails());

        assertThat(first(ran).attempts()).isEqualTo(4);
        assertThat(pauses()).containsExactly(1L, 2L, 4L);
        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).isEqualTo("Step 'a' failed: boom");
        assertThat(ran.result().steps())
                .extracting(step -> step.path() + " " + step.status().label())
                .containsExactly("a failed", "b pending");
        assertThat(workflows.events()).noneMatch(line -> line.startsWith("started b"));
    }

    @Test
    void thePausesDoubleUpToHalfAMinute() {
        run(", max_retries: 7", Scripts.alwaysFails());

        assertThat(pauses()).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @ParameterizedTest
    @ValueSource(strings = {", max_retries: 0", ", max_retries: 0, on_failure: retry"})
    void withoutRetriesThereIsOneTryAndNoPause(String fields) {
        Ran ran = run(fields, Scripts.alwaysFails());

        assertThat(first(ran).attempts()).isEqualTo(1);
        assertThat(pauses()).isEmpty();
        assertThat(ran.result().error()).isEqualTo("Step 'a' failed: boom");
    }

    @Test
    void retryOnFailureAbortsAfterTheRetries() {
        Ran ran = run(", on_failure: retry", Scripts.alwaysFails());

        assertThat(first(ran).attempts()).isEqualTo(4);
        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void whatWillNeverWorkIsNotTriedAgain() {
        List<Exception> permanent =
                List.of(
                        new PermanentFailure("cannot work"),
                        new IllegalArgumentException("cannot work"),
                        new BadRequestException("mock", "m", 400, "cannot work", null));
        for (Exception error : permanent) {
            Ran ran = run("", Scripts.throwing(error));

            assertThat(first(ran).attempts()).as(error.getClass().getName()).isEqualTo(1);
            assertThat(pauses()).isEmpty();
            assertThat(ran.result().error()).contains("cannot work");
        }
    }

    @Test
    void aProviderThatAsksForTimeGetsAtLeastThat() {
        Duration asked = Duration.ofSeconds(20);
        run(
                ", max_retries: 2",
                Scripts.throwing(new RateLimitedException("mock", "m", 429, "slow down", asked)));

        assertThat(pauses()).containsExactly(20L, 20L);
    }

    @Test
    void aProviderThatAsksForLessTimeThanThePauseGetsThePause() {
        Duration asked = Duration.ofMillis(10);
        run(
                ", max_retries: 2",
                Scripts.throwing(new RateLimitedException("mock", "m", 429, "slow down", asked)));

        assertThat(pauses()).containsExactly(1L, 2L);
    }

    @Test
    void aPauseThatIsLongerThanTheTimeThatIsLeftIsNotWaitedFor() {
        Ran ran = run(", timeout_seconds: 5", Scripts.alwaysFails());

        assertThat(pauses()).containsExactly(1L, 2L);
        assertThat(ran.result().error()).isEqualTo("Step 'a' failed: boom");
    }

    @Test
    void anErrorWithoutWordsIsNamedByItsKind() {
        Ran ran = run(", max_retries: 0", Scripts.throwing(new IllegalStateException()));

        assertThat(ran.result().error()).isEqualTo("Step 'a' failed: IllegalStateException");
    }
}
