package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeCommandTest {

    private static final String TWO_STEPS =
            """
            name: Two Steps
            outputs: [second]
            steps:
              - {id: first, type: llm, params: {prompt: "first question"}, outputs: [first]}
              - {id: second, type: llm, max_retries: 0, params: {prompt: "second question"}, outputs: [second]}
            """;

    @TempDir private Path folder;
    private FakeOllama ollama;
    private Cli cli;

    @BeforeEach
    void write() throws IOException {
        ollama = new FakeOllama();
        cli = new Cli(folder).ollama(ollama.url()).file("two.gorgon.yaml", TWO_STEPS);
    }

    @AfterEach
    void close() {
        ollama.close();
    }

    private long asked(String question) {
        return ollama.requests.stream()
                .filter(request -> request.contains("/api/chat") && request.contains(question))
                .count();
    }

    /** A run whose second step fails. */
    private String failedRun() {
        ollama.failOn("second question");
        Cli.Result failed = cli.run("run", "--json", "two.gorgon.yaml");
        assertThat(failed.exitCode()).isEqualTo(1);
        ollama.chat("Hello", " there.");
        return failed.json().get("run_id").asText();
    }

    @Test
    void aFailedRunTellsHowToGoOnAndThenPaysOnlyForWhatIsMissing() {
        ollama.failOn("second question");
        Cli.Result failed = cli.run("run", "two.gorgon.yaml");
        assertThat(failed.exitCode()).isEqualTo(1);
        String hint =
                failed.err().lines().filter(it -> it.contains("gorgon resume ")).findFirst().get();
        String run = hint.substring(hint.indexOf("resume ") + "resume ".length()).strip();
        ollama.chat("Hello", " there.");

        Cli.Result resumed = cli.run("resume", run);
        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.out()).isEqualTo("second:\nHello there.\n");
        assertThat(resumed.err())
                .contains("1 step from the journal (14 tokens, $0.00 saved)")
                .contains("first: success (from journal)")
                .contains("success  Two Steps  " + run);
        assertThat(asked("first question")).isEqualTo(1);
    }

    @Test
    void jsonSaysWhatIsFromTheJournal() {
        String run = failedRun();
        JsonNode json = cli.run("resume", "--json", run).json();
        assertThat(json.get("run_id").asText()).isEqualTo(run);
        assertThat(json.get("status").asText()).isEqualTo("success");
        assertThat(json.at("/steps/0/from_journal").asBoolean()).isTrue();
        assertThat(json.at("/steps/1/from_journal").asBoolean()).isFalse();
        assertThat(json.at("/journal/steps").asInt()).isEqualTo(1);
        assertThat(json.at("/journal/tokens").asInt()).isEqualTo(14);
        assertThat(json.at("/journal/in_doubt")).isEmpty();
    }

    @Test
    void theStartOfTheNameOfARunIsEnough() {
        String run = failedRun();
        String start = run.substring(0, run.length() - 2);
        assertThat(cli.run("resume", start, "--json").json().get("run_id").asText()).isEqualTo(run);
    }

    @Test
    void theTextThatTheRunStartedWithHoldsAlsoWhenTheFileIsGone() throws IOException {
        String run = failedRun();
        Files.delete(folder.resolve("two.gorgon.yaml"));
        Cli.Result resumed = cli.run("resume", run);
        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.out()).contains("Hello there.");
    }

    @Test
    void aRunThatHasSucceededIsToldWithItsOutputsAndAsksNobody() {
        String run = cli.run("run", "--json", "two.gorgon.yaml").json().get("run_id").asText();
        int before = ollama.requests.size();
        Cli.Result again = cli.run("resume", run);
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).contains("run " + run + " has succeeded before");
        assertThat(again.out()).isEqualTo("second:\nHello there.\n");
        assertThat(ollama.requests.subList(before, ollama.requests.size()))
                .noneMatch(request -> request.contains("/api/chat"));
        assertThat(cli.run("resume", run, "--add-tokens", "5").exitCode()).isEqualTo(2);
    }

    @Test
    void anUnknownRunIsToldWithWhereToLook() {
        Cli.Result result = cli.run("resume", "nothing");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        "gorgon: there is no run 'nothing'; 'gorgon runs' lists those that there"
                                + " are\n");
        assertThat(cli.run("resume", "nothing", "--json").json().at("/error/kind").asText())
                .isEqualTo("invalid_input");
    }

    @Test
    void aRunAndAllExcludeEachOther() {
        assertThat(cli.run("resume").exitCode()).isEqualTo(2);
        assertThat(cli.run("resume", "--all", "x").exitCode()).isEqualTo(2);
        assertThat(cli.run("resume", "--all", "--add-tokens", "5").err())
                .contains("are for one run");
        assertThat(cli.run("resume", "x", "--add-tokens", "0").err()).contains("more than zero");
        assertThat(cli.run("resume", "x", "--add-usd", "-1").err()).contains("more than zero");
        assertThat(cli.run("resume", "x", "--add-usd", "0.0000001").exitCode()).isEqualTo(2);
    }

    @Test
    void withoutInterruptedRunsAllSaysSo() {
        Cli.Result none = cli.run("resume", "--all");
        assertThat(none.exitCode()).isZero();
        assertThat(none.err()).contains("no run of the command line is interrupted");
        JsonNode json = cli.run("resume", "--all", "--json").json();
        assertThat(json.get("runs")).isEmpty();
        assertThat(json.get("of_applications")).isEmpty();
    }

    @Test
    void aRunWithoutBudgetGoesOnWithMoreOfIt() {
        cli.file(
                "two.gorgon.yaml",
                TWO_STEPS
                        .replace("name: Two Steps", "name: Two Steps\ntoken_budget: 4500")
                        .replace("second question", "second question" + " and more".repeat(300)));
        Cli.Result paused = cli.run("run", "two.gorgon.yaml");
        assertThat(paused.exitCode()).isEqualTo(4);
        assertThat(paused.err())
                .contains("the budget of run '")
                .contains(" --add-tokens N")
                .contains(" --add-usd X");
        String run = runIn(paused.err());
        long before = asked("first question");
        Cli.Result same = cli.run("resume", run);
        assertThat(same.exitCode()).isEqualTo(4);
        Cli.Result more = cli.run("resume", run, "--add-tokens", "50000", "--json");
        assertThat(more.exitCode()).isZero();
        assertThat(more.json().at("/outputs/second").asText()).isEqualTo("Hello there.");
        assertThat(asked("first question")).isEqualTo(before);
    }

    private static String runIn(String err) {
        int start = err.indexOf("run ") + "run ".length();
        return err.substring(start, err.indexOf(' ', start));
    }

    @Test
    void aStartKeyStartsOneRunOnly() {
        Cli.Result first = cli.run("run", "--json", "--start-key", "monday", "two.gorgon.yaml");
        Cli.Result second = cli.run("run", "--start-key", "monday", "two.gorgon.yaml");
        String run = first.json().get("run_id").asText();
        assertThat(second.exitCode()).isZero();
        assertThat(second.err())
                .contains("run " + run + " was started with the key 'monday' before");
        assertThat(second.out()).isEqualTo("second:\nHello there.\n");
        assertThat(asked("first question")).isEqualTo(1);
        JsonNode third =
                cli.run("run", "--json", "--start-key", "monday", "two.gorgon.yaml").json();
        assertThat(third.get("run_id").asText()).isEqualTo(run);
        assertThat(third.at("/outputs/second").asText()).isEqualTo("Hello there.");
        assertThat(third.at("/steps/0/from_journal").asBoolean()).isTrue();
        cli.run("run", "--start-key", "tuesday", "two.gorgon.yaml");
        assertThat(asked("first question")).isEqualTo(2);
    }

    @Test
    void aStartKeyOfAFailedRunGivesItsExitCodeAndHowToGoOn() {
        ollama.failOn("second question");
        assertThat(cli.run("run", "--start-key", "k", "two.gorgon.yaml").exitCode()).isEqualTo(1);
        Cli.Result again = cli.run("run", "--start-key", "k", "two.gorgon.yaml");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("nothing is started").contains("gorgon resume ");
        assertThat(asked("first question")).isEqualTo(1);
    }

    @Test
    void aDryRunLeavesNothingBehind() {
        assertThat(cli.run("run", "--dry-run", "two.gorgon.yaml").exitCode()).isZero();
        assertThat(folder.resolve(".gorgon")).doesNotExist();
    }

    @Test
    void hintsRepeatTheOptionsThatTheRunNeeds() {
        cli.file("my config.yaml", "llm: {mode: local}\n");
        cli.file(
                "f.yaml",
                "name: F\nsteps: [{id: c, type: validate, max_retries: 0, params: {value: x, schema:"
                        + " {type: integer}}}]\n");
        assertThat(cli.run("run", "--mock", "--config", "my config.yaml", "f.yaml").err())
                .contains(" --config 'my config.yaml' --mock");
    }
}
