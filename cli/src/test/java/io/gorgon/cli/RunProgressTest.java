package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.workflow.model.Workflow;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The printers of a run, each fed with the same recorded events. */
class RunProgressTest {

    private static final Map<String, String> PLAIN_UNICODE =
            Map.of("LANG", "en_GB.UTF-8", "NO_COLOR", "1", "COLUMNS", "120");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final RecordedRun run = new RecordedRun();

    private Surroundings terminal(Map<String, String> environment) {
        return new Surroundings(
                InputStream.nullInputStream(),
                stream,
                stream,
                true,
                true,
                true,
                environment::get,
                Path.of("."),
                null,
                new Cancellation());
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private RunView view(Workflow workflow) {
        return new RunView(workflow, null, run);
    }

    private static List<String> drawn(RunView view, Surroundings surroundings, int width) {
        RunTree tree = new RunTree(width, Signs.in(surroundings), surroundings.errStyle());
        return view.look(tree::lines, List.of());
    }

    @Test
    void plainProgressIsALineForEachEventWithTheNumberOfTheStep() {
        PlainProgress progress = new PlainProgress(stream, run, null);
        run.playBeginning(progress);
        run.playEnd(progress);
        assertThat(written())
                .isEqualTo(
                        """
                        0:00 run 01k9x3f7-h2m8qa of contract-review
                        0:00 #1 extract: started (llm)
                        0:19 #1 extract: success in 0:19, ollama/qwen2.5:14b, 12.1k in, 2.0k out, $0.00
                        0:19 #2 review: started (fan_out)
                        0:19 #2 review: 4 to do
                        0:19 #3 review[0]: started (llm)
                        0:19 #4 review[1]: started (llm)
                        0:19 #5 review[2]: started (llm)
                        0:19 #6 review[3]: started (llm)
                        0:22 #3 review[0]: success in 0:03, anthropic/claude-sonnet, 800 in, 90 out, $<0.01
                        0:22 #4 review[1]: try 1 failed, the next one in 4 s: the server is busy
                        0:24 #5 review[2]: failed in 0:05, 3 tries: context too long
                        0:24 warning: Item 2 of 'review' failed
                        0:26 #4 review[1]: try 2
                        0:30 #4 review[1]: success in 0:11, 2 tries, anthropic/claude-sonnet, ~700 in, ~80 out, $~0.07
                        0:30 #6 review[3]: success in 0:11, anthropic/claude-sonnet, 900 in, 100 out, $?
                        0:30 #2 review: success in 0:11
                        0:30 #7 summary: skipped in 0:00
                        0:30 run 01k9x3f7-h2m8qa: success in 0:30
                        """);
        assertThat(written()).doesNotContain("\u001b", "\r");
    }

    @Test
    void jsonProgressIsAnObjectInALineForEachEvent() throws Exception {
        JsonProgress progress = new JsonProgress(stream, run, null);
        run.playBeginning(progress);
        run.playEnd(progress);
        List<String> events = new ArrayList<>();
        for (String line : written().lines().toList()) {
            JsonNode event = LlmHttpClient.JSON.readTree(line);
            assertThat(event.get("run_id").asText()).isEqualTo(RecordedRun.ID);
            events.add(event.get("event").asText());
        }
        assertThat(events)
                .startsWith("run_started", "step_started", "step_ended", "step_started")
                .contains("step_size", "step_retried", "warning")
                .endsWith("step_ended", "run_ended");
        assertThat(written().lines())
                .contains(
                        "{\"event\":\"step_retried\",\"time\":\"2026-03-01T09:00:22Z\",\"run_id\":\"01k9x3f7-h2m8qa\","
                                + "\"step\":\"review[1]\",\"attempt\":1,\"delay_ms\":4000,\"error\":\"the server is\\nbusy\"}",
                        "{\"event\":\"step_ended\",\"time\":\"2026-03-01T09:00:30Z\",\"run_id\":\"01k9x3f7-h2m8qa\","
                                + "\"step\":\"review[3]\",\"status\":\"success\",\"attempts\":1,\"model\":\"claude-sonnet\","
                                + "\"provider\":\"anthropic\",\"input_tokens\":900,\"output_tokens\":100,\"cost_usd\":null,"
                                + "\"duration_ms\":11000,\"error\":null,\"from_journal\":false}");
    }

    @Test
    void theTreeCountsAFanOutAndShowsItsTroublesFirst() {
        RunView view = view(RecordedRun.workflow());
        run.playBeginning(view);
        assertThat(drawn(view, terminal(PLAIN_UNICODE), 120))
                .containsExactly(
                        "Contract Review  01k9x3f7-h2m8qa  running 0:24",
                        "tokens 15.0k of 100.0k [███░░░░░░░░░░░░░░░░░] 14%   cost <0.01",
                        "  STEP         STATE           TRY  MODEL             IN   OUT   COST  TIME  NOTE",
                        "✔ extract      success           1  qwen2.5:14b    12.1k  2.0k   0.00  0:19",
                        "▶ review       2/4 +2 retries    1  claude-sonnet    800    90  <0.01  0:05  2 running, 1 failed",
                        "✖   review[2]  failed            3  -                  -     -      -  0:05  context too long",
                        "▶   review[1]  retrying          1  -                  -     -      -  0:05  again in 2 s: the server is busy",
                        "▶   review[3]  running           1  -                  -     -      -  0:05",
                        "○ summary      pending           -  -                  -     -      -     -  after review",
                        "  … 1 more");
    }

    @Test
    void theTreeOfAnEndedRunKeepsWhatFailedAndMarksWhatIsNotKnown() {
        RunView view = view(RecordedRun.workflow());
        run.playBeginning(view);
        run.playEnd(view);
        assertThat(drawn(view, terminal(PLAIN_UNICODE), 120))
                .containsExactly(
                        "Contract Review  01k9x3f7-h2m8qa  success 0:30",
                        "tokens ~16.8k of 100.0k [███░░░░░░░░░░░░░░░░░] 16%   cost ~0.07 (partial)",
                        "  STEP         STATE    TRY  MODEL             IN   OUT  COST  TIME  NOTE",
                        "✔ extract      success    1  qwen2.5:14b    12.1k  2.0k  0.00  0:19",
                        "✔ review       success    1  claude-sonnet  ~2.4k  ~270     ?  0:11  4 in all, 1 failed",
                        "✖   review[2]  failed     3  -                  -     -     -  0:05  context too long",
                        "↷ summary      skipped    -  -                  -     -     -  0:00",
                        "  … 3 more");
    }

    @Test
    void aNarrowTerminalLosesTheTokensFirstAndThenTheModel() {
        RunView view = view(RecordedRun.workflow());
        run.playBeginning(view);
        Surroundings surroundings = terminal(PLAIN_UNICODE);
        assertThat(drawn(view, surroundings, 80).get(2)).contains("MODEL").doesNotContain("OUT");
        assertThat(drawn(view, surroundings, 60).get(2))
                .contains("STATE", "COST", "TIME", "NOTE")
                .doesNotContain("MODEL", "OUT");
        for (int width = 60; width < 140; width++) {
            int most = width;
            assertThat(drawn(view, surroundings, width))
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(most));
        }
    }

    @Test
    void aTerminalWithoutUnicodeGetsAsciiAndEveryStateAsAWord() {
        RunView view = view(RecordedRun.workflow());
        run.playBeginning(view);
        List<String> lines = drawn(view, terminal(Map.of("NO_COLOR", "1", "LANG", "C")), 120);
        assertThat(String.join("\n", lines)).matches("[\\x20-\\x7e\\n]*");
        assertThat(lines).contains("  ... 1 more");
        assertThat(lines.get(5)).startsWith("x   review[2]  failed");
    }

    @Test
    void theLauncherCanAskForAscii() {
        assertThat(Signs.in(terminal(Map.of("LC_ALL", "C.UTF-8", "GORGON_ASCII", "1"))).unicode())
                .isFalse();
        assertThat(Signs.in(terminal(Map.of("LC_ALL", "C.UTF-8"))).unicode()).isTrue();
    }

    @Test
    void noMoreThanTwentyLinesAreDrawnAndFailuresAreAmongThem() {
        StringBuilder text = new StringBuilder("name: Long\nsteps:\n");
        for (int i = 0; i < 60; i++) {
            text.append("  - {id: s").append(i).append(", type: wait, params: {seconds: 1}}\n");
        }
        RunView view = view(RecordedRun.workflow(text.toString()));
        view.runStarted("r", "long");
        for (int i = 0; i < 50; i++) {
            view.stepStarted("r", "s" + i, "wait", 1);
        }
        run.at(70);
        run.playBeginning(view);
        List<String> lines = drawn(view, terminal(PLAIN_UNICODE), 120);
        assertThat(lines).hasSizeLessThanOrEqualTo(20);
        assertThat(lines).anyMatch(line -> line.contains("context too long"));
    }

    @Test
    void aFrameTakesThePlaceOfTheOneBeforeAndNothingIsDrawnTwice() {
        TreeProgress progress =
                new TreeProgress(RecordedRun.workflow(), null, terminal(PLAIN_UNICODE), run);
        progress.draw();
        assertThat(written()).isEmpty();
        progress.listener().runStarted(RecordedRun.ID, "contract-review");
        progress.draw();
        assertThat(written()).startsWith("\u001b[?7l").contains("running 0:00");
        bytes.reset();
        progress.draw();
        assertThat(written()).isEmpty();
        run.at(1);
        progress.draw();
        assertThat(written()).startsWith("\r\u001b[6A\u001b[?7l");
        progress.close();
    }

    @Test
    void aLineOfALogStandsAboveTheTree() {
        TerminalRegion region = new TerminalRegion(stream);
        region.show(List.of("one", "two"));
        bytes.reset();
        Runnable back = LogLines.divert(region::printAbove);
        System.err.println("a log line");
        back.run();
        assertThat(written())
                .isEqualTo(
                        "\r\u001b[2A\u001b[Ja log line\n\u001b[?7lone\u001b[K\ntwo\u001b[K\n\u001b[J\u001b[?7h");
    }

    @Test
    void eventsAreHandedOnInTheirOrderAndAllBeforeTheEnd() {
        QueuedProgress queued = new QueuedProgress(new PlainProgress(stream, run, null));
        for (int i = 0; i < 500; i++) {
            queued.warned("r", "number " + i);
        }
        queued.close();
        queued.warned("r", "too late");
        List<String> lines = written().lines().toList();
        assertThat(lines).hasSize(500);
        assertThat(lines.get(499)).endsWith("number 499");
    }

    @Test
    void autoIsATreeOnATerminalAndLinesElsewhere() {
        assertThat(ProgressMode.AUTO.in(terminal(Map.of()))).isEqualTo(ProgressMode.TTY);
        assertThat(ProgressMode.AUTO.in(terminal(Map.of("TERM", "dumb"))))
                .isEqualTo(ProgressMode.PLAIN);
        assertThat(ProgressMode.QUIET.in(terminal(Map.of()))).isEqualTo(ProgressMode.QUIET);
    }
}
