package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.journal.Fork;
import io.gorgon.journal.RunRecord;
import io.gorgon.journal.StepRecord;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.run.StepUsage;
import io.gorgon.workflow.step.StepClass;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForkPlanTest {

    private static final String RUN = "01k9x3f7-h2m8qa";

    @Test
    void allBeforeTheStepInTheFileIsTakenAndNothingElse() {
        Fork fork =
                plan(done("extract"), done("review[0]"), done("review"), done("summary"))
                        .from("summary", "new", Map.of("sections", List.of("a")), List.of());
        assertThat(fork.runId()).isEqualTo(RUN);
        assertThat(fork.newRunId()).isEqualTo("new");
        assertThat(fork.reused()).containsExactly("extract", "review");
        assertThat(fork.reusedInside()).isEmpty();
        assertThat(fork.inputs()).containsOnlyKeys("sections");
    }

    @Test
    void aStepThatTheOtherRunNeverBeganIsNotTaken() {
        Fork fork = plan(done("extract")).from("summary", "new", Map.of(), List.of());
        assertThat(fork.reused()).containsExactly("extract");
    }

    @Test
    void fromTheFirstStepNothingIsTaken() {
        assertThat(plan(done("extract")).from("extract", "new", Map.of(), List.of()).reused())
                .isEmpty();
    }

    @Test
    void anUnknownStepIsToldWithTheNearestOneAndAllThereAre() {
        assertThatThrownBy(() -> plan().from("sumary", "new", Map.of(), List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no step 'sumary'")
                .hasMessageContaining("did you mean 'summary'?")
                .hasMessageContaining("extract, review, summary");
    }

    @Test
    void ofTheFirstStepWithAFailedItemWhatWorkedInsideIsTaken() {
        Fork fork =
                plan(
                                done("extract"),
                                step("review[1]/check", StepStatus.FAILED),
                                done("review[0]"),
                                done("review"),
                                step("summary", StepStatus.FAILED))
                        .failed("new");
        assertThat(fork.reused()).containsExactly("extract");
        assertThat(fork.reusedInside()).containsExactly("review");
    }

    @Test
    void whereNothingHasFailedThereIsNothingToDoAgain() {
        assertThatThrownBy(() -> plan(done("extract")).failed("new"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nothing has failed in run " + RUN);
    }

    private static ForkPlan plan(StepRecord... recorded) {
        return new ForkPlan(run(), RecordedRun.workflow(), List.of(recorded));
    }

    private static StepRecord done(String path) {
        return step(path, StepStatus.SUCCESS);
    }

    private static StepRecord step(String path, StepStatus status) {
        StepResult result =
                new StepResult(
                        path,
                        "llm",
                        status,
                        1,
                        null,
                        null,
                        StepUsage.NONE,
                        Duration.ZERO,
                        null,
                        Map.of());
        return new StepRecord(result, StepClass.PAID, false, false, Instant.EPOCH, null);
    }

    private static RunRecord run() {
        return new RunRecord(
                RUN,
                "contract-review",
                "Contract Review",
                RunStatus.FAILED,
                false,
                null,
                null,
                "hash",
                null,
                null,
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                Duration.ZERO,
                0,
                0,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                0,
                0,
                BigDecimal.ZERO,
                null,
                true);
    }
}
