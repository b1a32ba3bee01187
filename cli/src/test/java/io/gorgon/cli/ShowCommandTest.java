package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.journal.JournaledRun;
import io.gorgon.workflow.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowCommandTest {

    private static final String FIRST = "01k9x3f7-aaaaaa";
    private static final String SECOND = "01k9x3f8-bbbbbb";

    @TempDir private Path folder;
    private StateFixture state;
    private Cli cli;

    @BeforeEach
    void open() {
        state = new StateFixture(folder);
        cli = new Cli(folder).variable("COLUMNS", "80").variable("LC_ALL", "C.UTF-8");
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void aRunIsShownByTheStartOfItsName() {
        state.start(FIRST);
        state.waits(SECOND);

        Cli.Result result = cli.run("show", "01k9x3f8");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("Contract Review  " + SECOND + "  awaiting approval")
                .contains("of 100.0k [")
                .contains("✔ extract  success")
                .contains("goes on with: gorgon approve TOKEN")
                .contains("gorgon resume " + SECOND + " --new-token")
                .doesNotContain(StateFixture.PROMPT);
    }

    @Test
    void aNameThatNoRunOrSeveralHaveIsRefusedInOneSentence() {
        state.start(FIRST);
        state.start(SECOND);

        for (String id : new String[] {"01k9x3f", "nothing", "", "%"}) {
            for (String command : new String[] {"show", "explain"}) {
                Cli.Result result = cli.run(command, id);
                assertThat(result.exitCode()).isEqualTo(ExitCode.INVALID);
                assertThat(result.err().lines()).hasSize(1);
                assertThat(result.out()).isEmpty();
            }
        }
        assertThat(cli.run("show", "nothing").err())
                .contains("there is no run 'nothing'; 'gorgon runs' lists");
        assertThat(cli.run("show", "01k9x3f").err()).contains("several runs");
    }

    @Test
    void promptsAndAnswersAreShownWhenTheyAreWanted() {
        state.end(state.start(FIRST), RunStatus.SUCCESS, null);

        assertThat(cli.run("show", FIRST, "--prompts", "--answers").out())
                .contains("extract, ollama/qwen2.5:14b, succeeded")
                .contains(StateFixture.PROMPT)
                .contains("    " + StateFixture.ANSWER);
        JsonNode without = cli.run("show", FIRST, "--json").json();
        assertThat(without.at("/calls/0").has("prompt")).isFalse();
        JsonNode with = cli.run("show", FIRST, "--json", "--prompts", "--answers").json();
        assertThat(with.at("/calls/0/prompt").toString()).contains(StateFixture.PROMPT);
        assertThat(with.at("/calls/0/answer").asText()).isEqualTo(StateFixture.ANSWER);
    }

    @Test
    void theDocumentHasStepsCallsQuestionsAndEvents() {
        state.waits(SECOND);

        JsonNode run = cli.run("show", SECOND, "--json").json();

        assertThat(run.path("run_id").asText()).isEqualTo(SECOND);
        assertThat(run.path("status").asText()).isEqualTo("awaiting_approval");
        assertThat(run.path("token_limit").asLong()).isEqualTo(100_000);
        assertThat(run.at("/steps/0/id").asText()).isEqualTo("extract");
        assertThat(run.at("/steps/0/class").asText()).isEqualTo("paid");
        assertThat(run.at("/calls/0/status").asText()).isEqualTo("succeeded");
        assertThat(run.at("/approvals/0/step").asText()).isEqualTo("review");
        assertThat(run.at("/approvals/0/state").asText()).isEqualTo("pending");
        assertThat(run.at("/events/0/type").asText()).isEqualTo("started");
    }

    @Test
    void aPageIsWrittenAsAWholeInThePlaceOfTheOneBefore() throws IOException {
        state.end(state.start(FIRST), RunStatus.SUCCESS, null);
        Files.writeString(folder.resolve("run.html"), "old");

        Cli.Result result = cli.run("show", FIRST, "--html", "run.html");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("written to " + folder.resolve("run.html"));
        assertThat(folder.resolve("run.html"))
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains(StateFixture.PROMPT, StateFixture.ANSWER)
                .endsWith("</html>\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder(".gorgon", "run.html");
        }
        assertThat(cli.run("show", FIRST, "--html", "-").err())
                .contains("needs the name of a file");
        assertThat(cli.run("show", FIRST, "--html", "a.html", "--json").exitCode())
                .isEqualTo(ExitCode.INVALID);
    }

    @Test
    void watchingEndsWithTheRunOrWithCtrlC() {
        JournaledRun running = state.start(FIRST);
        state.waits(SECOND);

        assertThat(cli.run("show", SECOND, "--watch").exitCode()).isZero();
        cli.interruption.cancel();
        Cli.Result interrupted = cli.run("show", FIRST, "--watch");

        assertThat(interrupted.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(interrupted.out()).contains("extract: success", "run " + FIRST + ": running");
        assertThat(running.isLost()).isFalse();
        assertThat(state.journal.run(FIRST).orElseThrow().status()).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void aRunIsExplainedForPeopleAndPrograms() {
        state.waits(SECOND);

        assertThat(cli.run("explain", SECOND).out())
                .contains("Step 'review' asks since")
                .contains("  gorgon approve TOKEN\n");
        JsonNode document = cli.run("explain", SECOND, "--json").json();
        assertThat(document.path("status").asText()).isEqualTo("awaiting_approval");
        assertThat(document.path("step").asText()).isEqualTo("review");
        assertThat(document.path("prompt").asText()).startsWith("Publish it?");
        assertThat(document.at("/commands/0").asText()).isEqualTo("gorgon approve TOKEN");
        assertThat(document.path("text").asText()).contains("--new-token");
    }

    @Test
    void aRunThatIsWorkedOnNamesItsProcess() {
        state.start(FIRST);
        String process = ProcessHandle.current().pid() + "@";

        assertThat(cli.run("explain", FIRST).out()).contains("worked on by " + process);
        assertThat(cli.run("show", FIRST).out()).contains("by " + process);
    }
}
