package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir private Path folder;
    private FakeOllama ollama;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        ollama = new FakeOllama();
        cli = new Cli(folder).ollama(ollama.url());
    }

    @AfterEach
    void stop() {
        ollama.close();
    }

    @Test
    void aModelAnswersWhereOllamaRuns() {
        Cli.Result result = cli.run("demo");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("Gorgon ", " core", "gorgon.yaml, mode local")
                .contains("Hello there.\nollama · llama3.2:3b · fast")
                .contains("./gorgon ask")
                .doesNotContain("mock");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void theSmallestTierThatHasAModelAnswers() {
        ollama.models("mistral:7b");
        assertThat(cli.run("demo").out()).contains("Hello there.").contains(" · standard · ");
    }

    @Test
    void theMockAnswersWhereNoModelIsPulled() {
        ollama.models();
        assertMockAnswers(cli.run("demo"), "pull");
    }

    @Test
    void theMockAnswersWithoutOllama() {
        ollama.close();
        assertMockAnswers(cli.run("demo"), "ollama serve");
    }

    @Test
    void theMockAnswersWhereOllamaFails() {
        ollama.fail("/api/chat", 500, "{\"error\":\"llama runner process has terminated\"}");
        assertMockAnswers(cli.run("demo"), "No answer: ");
    }

    @Test
    void onlyTheMockIsAskedWhereOnlyTheMockIsWanted() {
        assertMockAnswers(cli.run("demo", "--mock"), "not enabled");
        assertThat(ollama.requests).isEmpty();
    }

    @Test
    void anAnswerThatBreaksOffIsAFailure() {
        ollama.chatThatBreaks("Half an");
        Cli.Result result = cli.run("demo");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).endsWith("Half an");
    }

    private static void assertMockAnswers(Cli.Result result, String reason) {
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains(reason)
                .contains("the built-in mock answers instead. It is not a model.")
                .contains("[mock] ")
                .contains("./gorgon health");
        assertThat(result.err()).contains("answered by the built-in mock, not by a model");
    }
}
