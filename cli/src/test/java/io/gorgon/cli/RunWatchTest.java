package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.journal.ApprovalRecord;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunWatchTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Deque<RecordedState> moments = new ArrayDeque<>();

    private RecordedState moment(int second) {
        RecordedState state = new RecordedState();
        state.now = second;
        moments.add(state);
        return state;
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutATerminalEachChangeIsALineUntilTheRunWaits() {
        moment(10).running("extract", 5).event("started", 0, null, null, null);
        moment(11).running("extract", 5).event("started", 0, null, null, null);
        RecordedState waiting = moment(20);
        waiting.status = RunStatus.AWAITING_APPROVAL;
        waiting.step("extract", StepStatus.SUCCESS, 5);
        waiting.question("gate", ApprovalRecord.Kind.APPROVAL, ApprovalRecord.State.PENDING, 19);
        waiting.event("started", 0, null, null, null);
        waiting.event("approval_requested", 19, "gate", null, null);

        boolean ended =
                RunWatch.watch(
                        () -> moments.remove().snapshot(), new RunWatch.Lines(out), () -> true);

        assertThat(ended).isTrue();
        assertThat(moments).isEmpty();
        assertThat(written())
                .isEqualTo(
                        """
                        09:00:00 started
                        09:00:10 extract: running
                        09:00:10 run 01k9x3f7-h2m8qa: running
                        09:00:19 approval requested gate
                        09:00:20 extract: success
                        09:00:20 run 01k9x3f7-h2m8qa: awaiting approval
                        """);
    }

    @Test
    void whoHasSeenEnoughEndsTheWatchingAndNotTheRun() {
        moment(10).running("extract", 5);
        List<RunSnapshot> shown = new ArrayList<>();

        boolean ended = RunWatch.watch(() -> moments.remove().snapshot(), shown::add, () -> false);

        assertThat(ended).isFalse();
        assertThat(shown).hasSize(1);
    }

    @Test
    void aRunWhoseProcessHasDiedIsNotWatchedAnyLonger() {
        moment(10).running("extract", 5);
        moment(20).running("extract", 5).interrupted = true;

        RunWatch.watch(() -> moments.remove().snapshot(), new RunWatch.Lines(out), () -> true);

        assertThat(written()).contains("09:00:20 extract: interrupted", "interrupted\n");
    }
}
