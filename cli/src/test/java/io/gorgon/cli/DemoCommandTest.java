package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    private static final String APPROVES =
            "{\\\"reason\\\": \\\"It can be taken back.\\\", \\\"decision\\\": \\\"approve\\\","
                    + " \\\"confidence\\\": 0.9}";

    @TempDir private Path folder;
    private FakeOllama ollama;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        ollama = new FakeOllama();
        ollama.chat(APPROVES);
        cli = new Cli(folder).ollama(ollama.url());
    }

    @AfterEach
    void stop() {
        ollama.close();
    }

    @Test
    void thePanelJudgesTheSamplePlanWhereOllamaRuns() {
        Cli.Result result = cli.run("demo");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains(
                        "Gorgon ",
                        "Memory",
                        "Good for",
                        "gorgon.yaml): no call leaves this machine")
                .contains("ollama    llama3.2:3b       yes")
                .contains("the sample: Move the reporting database to the new server")
                .contains("approved (majority): ")
                .contains("utrennyaya", "vechernyaya", "polunochnaya", "llama3.2:3b")
                .contains("It can be taken back.")
                .contains(
                        "contacted: 127.0.0.1, this machine; other addresses: none; refused: none")
                .doesNotContain("mock");
        assertThat(result.err()).contains("triumvirate/");
        assertThat(ollama.requests).anyMatch(request -> request.contains("Dump the database"));
    }

    @Test
    void anOwnPlanIsJudged() {
        cli.file("own.md", "# Delete everything\n\nNow.\n");
        Cli.Result result = cli.run("demo", "--plan", "own.md");
        assertThat(result.out()).contains("own.md: Delete everything");
        assertThat(ollama.requests).anyMatch(request -> request.contains("Delete everything"));
    }

    @Test
    void aPlanThatIsNotThereIsToldInOneSentence() {
        Cli.Result result = cli.run("demo", "--plan", "none.md");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("none.md");
        assertThat(ollama.requests).isEmpty();
    }

    @Test
    void theMockVotesWhereNoModelIsPulled() {
        ollama.models();
        assertMockVotes(cli.run("demo"), "pull");
    }

    @Test
    void theMockVotesWithoutOllama() {
        ollama.close();
        assertMockVotes(cli.run("demo"), "ollama serve");
    }

    @Test
    void theMockVotesWhereOllamaFails() {
        ollama.fail("/api/chat", 400, "{\"error\":\"this model cannot chat\"}");
        assertMockVotes(cli.run("demo"), "no answer: ");
    }

    @Test
    void onlyTheMockIsAskedWhereOnlyTheMockIsWanted() {
        Cli.Result result = cli.run("demo", "--mock");
        assertMockVotes(result, "not enabled");
        assertThat(result.out()).contains("nothing was contacted; other addresses: none");
        assertThat(ollama.requests).isEmpty();
    }

    @Test
    void aProviderInTheCloudIsNotAskedWhateverTheConfigurationSays() {
        cli.config("llm:\n  mode: cloud\n  providers:\n    anthropic:\n      enabled: true\n");
        Cli.Result result = cli.run("demo");
        assertMockVotes(result, "not enabled");
        assertThat(result.out()).contains("nothing was contacted; other addresses: none");
    }

    private static void assertMockVotes(Cli.Result result, String reason) {
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains(reason)
                .contains("the built-in mock votes instead. It is not a model.")
                .contains("[mock] ")
                .contains("mock-reasoning")
                .contains("other addresses: none; refused: none")
                .contains("./gorgon health");
    }
}
