package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderCommandsTest {

    private static final String PULLED =
            """
            {"status":"pulling manifest"}
            {"status":"pulling aa","digest":"sha256:aa","total":2000000,"completed":1000000}
            {"status":"pulling aa","digest":"sha256:aa","total":2000000,"completed":2000000}
            {"status":"success"}
            """;

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
    void aHealthyProviderMakesHealthSucceed() {
        Cli.Result result = cli.run("health");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("PROVIDER", "ollama", "local", "yes");
    }

    @Test
    void healthAsJsonTellsEachProvider() {
        JsonNode json = cli.run("health", "--json").json();
        assertThat(json.get("usable").asBoolean()).isTrue();
        assertThat(json.get("mode").asText()).isEqualTo("local");
        assertThat(json.at("/providers/0/name").asText()).isEqualTo("ollama");
        assertThat(json.at("/providers/0/type").asText()).isEqualTo("ollama");
        assertThat(json.at("/providers/0/local").asBoolean()).isTrue();
        assertThat(json.at("/providers/0/version").asText()).isEqualTo("0.12.6");
        assertThat(json.at("/providers/0/latency_ms").isNumber()).isTrue();
    }

    @Test
    void healthFailsWhenNothingCanBeUsed() {
        ollama.close();
        Cli.Result text = cli.run("health");
        assertThat(text.exitCode()).isEqualTo(1);
        assertThat(text.err()).contains("no provider can be used in mode local");
        Cli.Result json = cli.run("health", "--json");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.json().get("usable").asBoolean()).isFalse();
        assertThat(json.json().at("/providers/0/message").asText()).contains("ollama serve");
    }

    @Test
    void modelsAreListedWithTheirTiers() {
        Cli.Result result = cli.run("models");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines().toList().get(0)).startsWith("PROVIDER  MODEL");
        assertThat(result.out()).contains("llama3.2:3b", "2.0 GB", "3.2B", "Q4_K_M", "fast");
    }

    @Test
    void modelsAsJsonTellWhatIsKnown() {
        ollama.json(
                "/api/ps",
                "{\"models\":[{\"name\":\"llama3.2:3b\",\"model\":\"llama3.2:3b\",\"size\":1,\"size_vram\":0}]}");
        JsonNode json = cli.run("models", "--json").json();
        JsonNode model = json.at("/models/0");
        assertThat(model.get("provider").asText()).isEqualTo("ollama");
        assertThat(model.get("name").asText()).isEqualTo("llama3.2:3b");
        assertThat(model.get("size_bytes").asLong()).isEqualTo(2019393189L);
        assertThat(model.get("loaded").asBoolean()).isTrue();
        assertThat(model.get("tiers")).hasSize(1);
        assertThat(json.get("errors")).isEmpty();
    }

    @Test
    void aProviderThatDoesNotTellItsModelsIsAnErrorOfItsOwn() {
        ollama.close();
        Cli.Result result = cli.run("models", "--json");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.json().get("models")).isEmpty();
        assertThat(result.json().at("/errors/0/provider").asText()).isEqualTo("ollama");
        assertThat(result.json().at("/errors/0/message").asText()).contains("ollama serve");
    }

    @Test
    void textsBecomeVectors() {
        ollama.models("nomic-embed-text:latest");
        ollama.json("/api/show", "{\"capabilities\":[\"embedding\"],\"model_info\":{}}");
        ollama.json(
                "/api/embed",
                "{\"model\":\"nomic-embed-text:latest\",\"embeddings\":[[0.5,-0.25],[1.0,0.0]],"
                        + "\"prompt_eval_count\":4}");
        Cli.Result text = cli.run("embed", "one", "two");
        assertThat(text.out()).contains("0.5000 -0.2500");
        assertThat(text.exitCode()).isZero();
        JsonNode json = cli.run("embed", "--json", "one", "two").json();
        assertThat(json.get("dimensions").asInt()).isEqualTo(2);
        assertThat(json.at("/vectors/0/1").asDouble()).isEqualTo(-0.25);
        assertThat(json.get("input_tokens").asInt()).isEqualTo(4);
        assertThat(json.get("provider").asText()).isEqualTo("ollama");
    }

    @Test
    void anEmptyTextIsNotEmbedded() {
        assertThat(cli.run("embed", "one", " ").err()).contains("text 2 is empty");
        assertThat(cli.run("embed", "").exitCode()).isEqualTo(2);
    }

    @Test
    void aPulledModelIsReady() {
        ollama.json("/api/pull", PULLED);
        Cli.Result result = cli.run("pull", "llama3.2:3b");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("llama3.2:3b is ready on ollama.\n");
        assertThat(result.err())
                .contains("pulling manifest\n")
                .contains("pulling aa  50%  1.0 MB of 2.0 MB")
                .doesNotContain("\u001b");
    }

    @Test
    void aPersonSeesABar() {
        ollama.json("/api/pull", PULLED);
        Cli.Result result = cli.onTerminal().run("pull", "llama3.2:3b");
        assertThat(result.err())
                .contains("[############............] 50%")
                .contains("[########################] 100%  2.0 MB of 2.0 MB");
    }

    @Test
    void aModelThatDoesNotExistIsNotPulled() {
        ollama.json(
                "/api/pull",
                "{\"status\":\"pulling manifest\"}\n{\"error\":\"pull model manifest: file does not exist\"}\n");
        Cli.Result result = cli.run("pull", "lama");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("lama").doesNotContain("\tat ");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void inModeLocalNothingIsPulledUnlessTheConfigurationAllowsIt() {
        ollama.json("/api/pull", PULLED);
        String config =
                "llm: {mode: local, providers: {ollama: {base_url: '" + ollama.url() + "'}}}";
        Cli.Result result = cli.config(config).run("pull", "llama3.2:3b");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("llama3.2:3b", "llm.allow_pull: true");
        assertThat(result.out()).isEmpty();
        assertThat(ollama.requests).noneMatch(request -> request.contains("/api/pull"));
        assertThat(cli.run("--mode", "hybrid", "pull", "llama3.2:3b").exitCode()).isZero();
    }

    @Test
    void pullingNeedsAProviderThatCan() {
        Cli.Result result = cli.run("pull", "--mock", "llama3.2:3b");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("no enabled provider fetches models");
    }
}
