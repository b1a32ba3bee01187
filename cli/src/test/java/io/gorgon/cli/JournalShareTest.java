package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.journal.CallEntry;
import io.gorgon.journal.StepRecord;
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

class JournalShareTest {

    private static final BigDecimal CENT = new BigDecimal("0.01");

    @Test
    void whatIsDoneIsCountedWithWhatItCost() {
        JournalShare share =
                JournalShare.of(
                        List.of(
                                step("a", StepStatus.SUCCESS, 12_000, CENT, false),
                                step("b", StepStatus.SKIPPED, 0, BigDecimal.ZERO, false),
                                step("c", StepStatus.FAILED, 500, CENT, false)),
                        List.of(call("a", CallEntry.State.SUCCEEDED)));
        assertThat(share.sentence())
                .isEqualTo("2 steps from the journal (12,000 tokens, $0.010000 saved)");
    }

    @Test
    void anAnswerOfAStepThatIsNotDoneIsSavedAsWell() {
        JournalShare share =
                JournalShare.of(
                        List.of(step("a", StepStatus.RUNNING, 0, BigDecimal.ZERO, false)),
                        List.of(call("a", CallEntry.State.SUCCEEDED)));
        assertThat(share.steps()).isZero();
        assertThat(share.tokens()).isEqualTo(30);
        assertThat(share.inDoubt()).isEmpty();
    }

    @Test
    void callsInFlightAndEffectsAreInDoubt() {
        JournalShare share =
                JournalShare.of(
                        List.of(step("send", StepStatus.RUNNING, 0, BigDecimal.ZERO, true)),
                        List.of(
                                call("review[3]", CallEntry.State.STARTED),
                                call("review[4]", CallEntry.State.IN_DOUBT),
                                call("review[5]", CallEntry.State.ABANDONED)));
        assertThat(share.sentence()).endsWith(" · 3 in doubt: review[3], review[4], send");
        assertThat(share.toJson().get("in_doubt")).hasSize(3);
    }

    @Test
    void anUnknownPriceIsNotZero() {
        JournalShare share =
                JournalShare.of(List.of(step("a", StepStatus.SUCCESS, 10, null, false)), List.of());
        assertThat(share.sentence()).contains("10 tokens, cost unknown");
        assertThat(share.toJson().get("cost_usd").isNull()).isTrue();
    }

    private static StepRecord step(
            String path, StepStatus status, long tokens, BigDecimal cost, boolean inDoubt) {
        StepResult result =
                new StepResult(
                        path,
                        "llm",
                        status,
                        1,
                        null,
                        null,
                        new StepUsage(tokens, 0, cost, false),
                        Duration.ZERO,
                        null,
                        Map.of());
        StepClass kind = inDoubt ? StepClass.EFFECT : StepClass.PAID;
        return new StepRecord(result, kind, inDoubt, false, Instant.EPOCH, null);
    }

    private static CallEntry call(String path, CallEntry.State state) {
        return new CallEntry(
                "id-" + path,
                path,
                "key",
                1,
                state,
                null,
                null,
                10,
                20,
                CENT,
                100,
                100,
                CENT,
                Instant.EPOCH,
                null,
                null,
                null,
                null);
    }
}
