package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code gorgon ask --agent} takes from the agent. */
class AskAgentTest {

    private static final String CLERK =
            "agents: {clerk: {tier: fast, prompt: You are a clerk., temperature: 0.25, max_tokens: 55}}";

    @TempDir private Path folder;
    private FakeOllama ollama;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        ollama = new FakeOllama();
        cli = new Cli(folder);
    }

    @AfterEach
    void stop() {
        ollama.close();
    }

    private String chatRequest() {
        return ollama.requests.stream().filter(it -> it.contains("/api/chat")).findFirst().get();
    }

    private Cli withClerk() {
        return cli.config(
                "llm: {providers: {ollama: {base_url: '" + ollama.url() + "'}}}\n" + CLERK);
    }

    @Test
    void anAgentGivesTierPromptAndSettings() {
        Cli.Result result = withClerk().run("ask", "--agent", "clerk", "--json", "hi");
        assertThat(result.json().get("tier").asText()).isEqualTo("fast");
        assertThat(chatRequest())
                .contains("You are a clerk.")
                .contains("\"num_predict\":55")
                .contains("\"temperature\":0.25");
    }

    @Test
    void optionsStandAboveTheAgent() {
        Cli.Result result =
                withClerk()
                        .run(
                                "ask",
                                "--agent",
                                "clerk",
                                "--json",
                                "--tier",
                                "standard",
                                "--system",
                                "Be brief.",
                                "--max-tokens",
                                "4096",
                                "--temperature",
                                "1",
                                "hi");
        assertThat(result.json().get("tier").asText()).isEqualTo("standard");
        assertThat(chatRequest())
                .contains("Be brief.")
                .contains("\"num_predict\":4096")
                .contains("\"temperature\":1")
                .doesNotContain("You are a clerk.");
    }

    @Test
    void anAgentThatIsNotConfiguredIsAskedForOnTheStandardTier() {
        Cli.Result result = withClerk().run("ask", "--agent", "stranger", "--json", "hi");
        assertThat(result.exitCode()).isZero();
        assertThat(result.json().get("tier").asText()).isEqualTo("standard");
    }

    @Test
    void anAgentHoldsForAProviderWithoutAServerToo() {
        Cli.Result result =
                cli.file("script.yaml", "answers: [{when: {prompt: a clerk}, reply: as a clerk}]")
                        .config("llm: {providers: {mock: {script: script.yaml}}}\n" + CLERK)
                        .run("ask", "--agent", "clerk", "--provider", "mock", "--json", "hi");
        assertThat(result.json().get("content").asText()).isEqualTo("as a clerk");
        assertThat(result.json().get("tier").asText()).isEqualTo("fast");
    }
}
