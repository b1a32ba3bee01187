package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.StepRecord;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunScreenTest {

    private static List<String> lines(RecordedState state, int width, boolean unicode) {
        return new RunScreen(width, new Signs(unicode), new Style(false), false)
                .lines(state.snapshot());
    }

    @Test
    void aRunUnderWayIsShownWithWhatWasSavedAndWhatIsInDoubt() {
        assertThat(lines(RecordedState.underWay(), 120, true))
                .containsExactly(
                        "Contract Review  01k9x3f7-h2m8qa  running 1:30",
                        "started 09:00:00 · worked on for 0:30 · by 4711@build7 · resumed 1× · saved by journal 14.1k tokens, $0.84",
                        "tokens ~15.0k of 100.0k [███░░░░░░░░░░░░░░░░░] 15%   cost ~0.07 · in doubt ~6.0k tokens, ~0.07",
                        "  STEP          STATE     TRY  MODEL              IN    OUT   COST  TIME  NOTE",
                        "✔ extract       success     1  claude-sonnet   12.1k   2.0k   0.00  0:10  from journal",
                        "▶ review        32/?        1  claude-sonnet  ~36.9k  ~9.1k      ?  1:18  2 running, 1 failed, 1 in doubt",
                        "✖   review[30]  failed      1  -                   -      -      -  0:10  context too long",
                        "◐   review[31]  in doubt    1  -               ~6.0k      ?  ~0.07     -",
                        "▶   review[34]  retrying    1  -                   -      -      -  0:18  again in 8 s: the server is busy",
                        "▶   review[33]  running     1  -                   -      -      -  0:20",
                        "○ summary       pending     -  -                   -      -      -     -  after review",
                        "  … 31 more; --all shows all",
                        "",
                        "process died 09:01:00 · resumed 09:01:02 · 1 step from journal · 1 in doubt");
    }

    @Test
    void noLineIsLongerThanTheTerminalAndTheTreeHasTwentyLinesAtMost() {
        RecordedState state = RecordedState.underWay();
        for (int i = 40; i < 90; i++) {
            state.failed("review[" + i + "]", 60, "no answer");
        }
        for (int width = 60; width < 130; width++) {
            int most = width;
            List<String> lines = lines(state, width, true);
            assertThat(lines).allSatisfy(it -> assertThat(it.length()).isLessThanOrEqualTo(most));
            assertThat(lines).hasSizeLessThan(30).anyMatch(it -> it.contains("more; --all"));
        }
    }

    @Test
    void allStepsAreShownWhenTheyAreWanted() {
        List<String> lines =
                new RunScreen(80, new Signs(true), new Style(false), true)
                        .lines(RecordedState.underWay().snapshot());
        assertThat(lines)
                .anyMatch(it -> it.contains("review[0] "))
                .anyMatch(it -> it.contains("review[29] "))
                .noneMatch(it -> it.contains("--all"));
    }

    @Test
    void withoutUnicodeEverythingIsAsciiAndStillAWord() {
        List<String> lines = lines(RecordedState.underWay(), 80, false);
        assertThat(String.join("\n", lines)).matches("[\\x20-\\x7e\\n]*");
        assertThat(lines).anyMatch(it -> it.startsWith("?") && it.contains("in doubt"));
    }

    @Test
    void aRunWhoseProcessDiedSaysWhichStepsItWasIn() {
        RecordedState state = RecordedState.underWay();
        state.interrupted = true;
        assertThat(lines(state, 80, true))
                .containsExactly(
                        "Contract Review  01k9x3f7-h2m8qa  interrupted 1:30",
                        "started 09:00:00 · worked on for 0:30 · by 4711@build7 · resumed 1×",
                        "saved by journal 14.1k tokens, $0.84",
                        "tokens ~15.0k of 100.0k [███░░░░░░░░░░░░░░░░░] 15%   cost ~0.07",
                        "in doubt ~6.0k tokens, ~0.07",
                        "  STEP          STATE        TRY  MODEL           COST  TIME  NOTE",
                        "✔ extract       success        1  claude-sonnet   0.00  0:10  from journal",
                        "◌ review        interrupted    1  claude-sonnet      ?     -  1 failed, 1 in do…",
                        "✖   review[30]  failed         1  -                  -  0:10  context too long",
                        "◐   review[31]  in doubt       1  -              ~0.07     -",
                        "○ summary       pending        -  -                  -     -  after review",
                        "  … 33 more; --all shows all",
                        "",
                        "process died 09:01:00 · resumed 09:01:02 · 1 step from journal · 1 in doubt",
                        "",
                        "goes on with: gorgon resume 01k9x3f7-h2m8qa");
    }

    @Test
    void aRunThatWaitsEndsWithTheCommandsThatEndTheWait() {
        RecordedState state = new RecordedState();
        state.status = RunStatus.AWAITING_APPROVAL;
        state.owner = null;
        state.step("extract", StepStatus.SUCCESS, 0);
        state.step("review", StepStatus.AWAITING_APPROVAL, 20);
        state.question("review", ApprovalRecord.Kind.APPROVAL, ApprovalRecord.State.PENDING, 30);
        assertThat(lines(state, 80, true))
                .containsExactly(
                        "Contract Review  01k9x3f7-h2m8qa  awaiting approval 1:30",
                        "started 09:00:00 · worked on for 0:30",
                        "tokens 15.0k of 100.0k [███░░░░░░░░░░░░░░░░░] 15%   cost 0.07",
                        "  STEP     STATE              TRY  MODEL          COST  TIME  NOTE",
                        "✔ extract  success              1  claude-sonnet  0.02  0:10",
                        "▲ review   awaiting approval    1  claude-sonnet  0.02  0:10  gorgon approve TO…",
                        "○ summary  pending              -  -                 -     -  after review",
                        "",
                        "goes on with: gorgon approve TOKEN",
                        "          or: gorgon reject TOKEN",
                        "          or: gorgon resume 01k9x3f7-h2m8qa --new-token");
    }

    @Test
    void aRunWithoutAFileShowsWhatItHasDoneAndNoBudget() {
        RecordedState state = new RecordedState();
        state.withWorkflow = false;
        state.cost = null;
        state.step("extract", StepStatus.SUCCESS, 0);
        assertThat(lines(state, 80, true))
                .containsExactly(
                        "Contract Review  01k9x3f7-h2m8qa  running 1:30",
                        "started 09:00:00 · worked on for 0:30 · by 4711@build7",
                        "tokens 15.0k · cost 0.02 (partial)",
                        "  STEP     STATE    TRY  MODEL            IN  OUT  COST  TIME  NOTE",
                        "✔ extract  success    1  claude-sonnet  1.2k  300  0.02  0:10");
    }

    @Test
    void aForkSaysThatItsStepsAreReused() {
        RecordedState state = new RecordedState();
        state.forkedFrom = "01k9x000-aaaaaa";
        state.reused("extract");
        state.steps.replaceAll(
                it ->
                        new StepRecord(
                                it.result(),
                                it.stepClass(),
                                false,
                                true,
                                RecordedState.at(-100),
                                null));
        assertThat(lines(state, 100, true))
                .anyMatch(it -> it.contains("forked from 01k9x000-aaaaaa"))
                .anyMatch(it -> it.startsWith("✔ extract") && it.endsWith("reused"));
    }

    @Test
    void whatPeopleAndModelsWroteDoesNotSteerTheTerminal() {
        RecordedState state = new RecordedState();
        state.status = RunStatus.FAILED;
        state.error = "bad \u001b[2J answer";
        state.failed("extract", 0, "\u001b]0;title\u0007 no");
        state.event("cancel_requested", 5, null, "An\u001b[31mn", "\u202eback");
        assertThat(String.join("\n", lines(state, 100, true)))
                .doesNotContain("\u001b", "\u0007", "\u202e");
    }
}
