package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskCommandTest {

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

    private String chatRequest() {
        return ollama.requests.stream().filter(it -> it.contains("/api/chat")).findFirst().get();
    }

    @Test
    void theAnswerAndNothingElseIsOnStandardOutput() {
        Cli.Result result = cli.run("ask", "--tier", "fast", "hi");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("Hello there.\n");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void aNamedProviderIsAsked() {
        Cli.Result result = cli.run("ask", "--provider", "ollama", "--tier", "fast", "hi");
        assertThat(result.out()).isEqualTo("Hello there.\n");
    }

    @Test
    void aProviderThatIsNotConfiguredIsNotFound() {
        Cli.Result result = cli.run("ask", "--provider", "olama", "hi");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("'olama'").contains("enabled are: ollama");
    }

    @Test
    void theOptionsReachTheProvider() {
        cli.run(
                "ask",
                "--tier",
                "fast",
                "--system",
                "Be brief.",
                "--max-tokens",
                "77",
                "--temperature",
                "0.5",
                "hi");
        assertThat(chatRequest())
                .contains("Be brief.")
                .contains("\"num_predict\":77")
                .contains("\"temperature\":0.5");
    }

    @Test
    void globalOptionsMayStandOnEitherSide() {
        String file = folder.resolve("gorgon.yaml").toString();
        assertThat(cli.run("--config", file, "ask", "--tier", "fast", "hi").exitCode()).isZero();
        assertThat(cli.run("ask", "--tier", "fast", "hi", "--config", file).exitCode()).isZero();
    }

    @Test
    void aDashReadsThePromptFromStandardInput() {
        cli.input("Grüße aus 東京").run("ask", "--tier", "fast", "-");
        assertThat(chatRequest()).contains("Grüße aus 東京");
    }

    @Test
    void aPromptThatBeginsWithAnAtSignIsNoFile() {
        cli.file("secret", "from the file").run("ask", "--tier", "fast", "@secret");
        assertThat(chatRequest()).contains("@secret").doesNotContain("from the file");
    }

    @Test
    void jsonHasEveryFieldAndNothingElse() {
        Cli.Result result = cli.run("ask", "--tier", "fast", "--json", "hi");
        JsonNode json = result.json();
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "content",
                        "model",
                        "provider",
                        "provider_type",
                        "tier",
                        "tier_served",
                        "input_tokens",
                        "output_tokens",
                        "total_tokens",
                        "cached_tokens",
                        "reasoning_tokens",
                        "usage_estimated",
                        "latency_ms",
                        "time_to_first_token_ms",
                        "finish_reason",
                        "attempts",
                        "cost_usd",
                        "mock",
                        "notes");
        assertThat(json.get("content").asText()).isEqualTo("Hello there.");
        assertThat(json.get("model").asText()).isEqualTo("llama3.2:3b");
        assertThat(json.get("tier").asText()).isEqualTo("fast");
        assertThat(json.get("total_tokens").asLong()).isEqualTo(14);
        assertThat(json.get("mock").asBoolean()).isFalse();
        assertThat(json.get("cost_usd").isNumber()).isTrue();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void streamedJsonIsStillOneDocument() {
        Cli.Result result = cli.run("ask", "--tier", "fast", "--json", "--stream", "hi");
        assertThat(result.json().get("content").asText()).isEqualTo("Hello there.");
        assertThat(result.json().get("time_to_first_token_ms").isNumber()).isTrue();
    }

    @Test
    void anotherTiersModelIsToldOnStandardError() {
        Cli.Result result = cli.run("ask", "--tier", "reasoning", "hi");
        assertThat(result.out()).isEqualTo("Hello there.\n");
        assertThat(result.err()).contains("note: ").contains("llama3.2:3b");
    }

    @Test
    void aPersonGetsASummaryOnStandardError() {
        Cli.Result result = cli.onTerminal().run("ask", "--tier", "fast", "hi");
        assertThat(result.out()).isEqualTo("Hello there.\n");
        assertThat(result.err()).contains("ollama · llama3.2:3b · fast · 11 + 3 tokens");
    }

    @Test
    void aTerminalThatCanDoNothingGetsPlainText() {
        Cli.Result plain =
                cli.onTerminal().variable("TERM", "dumb").run("ask", "--tier", "fast", "hi");
        assertThat(plain.err()).startsWith("ollama · llama3.2:3b").doesNotContain("\u001b");
    }

    @Test
    void noColorLeavesTheSummaryPlain() {
        Cli.Result plain =
                cli.onTerminal().variable("NO_COLOR", "1").run("ask", "--tier", "fast", "hi");
        assertThat(plain.err()).contains("llama3.2:3b").doesNotContainPattern("\u001b\\[[0-9]+m");
    }

    @Test
    void anOllamaThatDoesNotRunIsNamedWithWhatToDo() {
        String address = ollama.url();
        ollama.close();
        Cli.Result result = cli.run("ask", "hi");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(address).contains("ollama serve").doesNotContain("\tat ");
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void aFailureIsOneJsonDocument() {
        ollama.close();
        JsonNode error = cli.run("ask", "--json", "hi").json().get("error");
        assertThat(error.get("kind").asText()).isEqualTo("unreachable");
        assertThat(error.get("provider").asText()).isEqualTo("ollama");
        assertThat(error.get("status").isNull()).isTrue();
    }

    @Test
    void stackTracesAreForThoseWhoAskForThem() {
        ollama.close();
        assertThat(cli.run("ask", "-v", "hi").err()).doesNotContain("\tat ");
        assertThat(cli.run("ask", "-vv", "hi").err()).contains("\tat ");
    }

    @Test
    void aModelThatIsNotPulledFailsWithThePullCommand() {
        ollama.models();
        Cli.Result result = cli.run("ask", "--tier", "fast", "hi");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("fast").contains("pull");
    }

    @Test
    void aMissingKeyNamesItsVariableAndWhereTheProviderIsEnabled() {
        cli.config(
                """
                llm:
                  mode: hybrid
                  providers:
                    anthropic:
                      enabled: true
                      api_key_env: GORGON_TEST_KEY_THAT_NOBODY_SETS
                """);
        Cli.Result result = cli.run("ask", "--provider", "anthropic", "hi");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("GORGON_TEST_KEY_THAT_NOBODY_SETS")
                .contains("gorgon.yaml")
                .contains("line 4");
    }

    @Test
    void aCloudProviderInModeLocalIsRefusedWithTheReason() {
        cli.config(
                """
                llm:
                  mode: local
                  providers:
                    anthropic:
                      enabled: true
                """);
        Cli.Result result = cli.run("ask", "--provider", "anthropic", "hi");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("anthropic is not allowed in mode local");
    }

    @Test
    void anInvalidConfigurationIsInvalidInput() {
        Cli.Result result = cli.config("llm:\n  mood: local\n").run("ask", "--json", "hi");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.json().at("/error/kind").asText()).isEqualTo("invalid_config");
        assertThat(result.json().at("/error/message").asText()).contains("gorgon.yaml:2:");
    }
}
