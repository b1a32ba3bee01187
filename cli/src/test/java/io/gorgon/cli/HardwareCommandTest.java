package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardwareCommandTest {

    @TempDir private Path folder;
    private FakeOllama ollama;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        ollama = new FakeOllama();
        cli =
                new Cli(folder)
                        .config(
                                """
                                llm:
                                  mode: local
                                  hardware:
                                    total_memory_gb: 64
                                    available_memory_gb: 60
                                    cpu_cores: 12
                                    gpus: [{name: "NVIDIA GeForce RTX 4090", vram_gb: 24}]
                                  providers:
                                    ollama:
                                      base_url: "%s"
                                      tier_models:
                                        reasoning: ["llama3.1:70b", "giant:400b"]
                                        standard: "qwen2.5:14b"
                                        fast: "llama3.2:3b"
                                        embedding: "something"
                                """
                                        .formatted(ollama.url()));
    }

    @AfterEach
    void stop() {
        ollama.close();
    }

    private static JsonNode model(JsonNode document, String name) {
        for (JsonNode model : document.get("models")) {
            if (model.get("name").asText().equals(name)) {
                return model;
            }
        }
        throw new AssertionError("no " + name + " in " + document);
    }

    @Test
    void jsonHasTheMachineAndTheVerdictOfEveryModel() {
        ollama.models("llama3.2:3b");

        Cli.Result result = cli.run("hardware", "--json");

        JsonNode json = result.json();
        assertThat(result.exitCode()).isZero();
        assertThat(json.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "platform",
                        "cpu_cores",
                        "total_memory_gb",
                        "available_memory_gb",
                        "unified_memory",
                        "gpus",
                        "max_model_params_b",
                        "recommended_tier",
                        "recommended_models",
                        "models");
        assertThat(json.get("cpu_cores").asInt()).isEqualTo(12);
        assertThat(json.get("total_memory_gb").asDouble()).isEqualTo(64);
        assertThat(json.get("available_memory_gb").asDouble()).isEqualTo(60);
        assertThat(json.get("unified_memory").asBoolean()).isFalse();
        assertThat(json.at("/gpus/0/name").asText()).isEqualTo("NVIDIA GeForce RTX 4090");
        assertThat(json.at("/gpus/0/vram_gb").asDouble()).isEqualTo(24);
        assertThat(json.at("/gpus/0").has("free_gb")).isTrue();
        assertThat(json.get("max_model_params_b").asDouble()).isBetween(14.0, 32.0);
        assertThat(json.get("recommended_tier").asText()).isEqualTo("standard");
        assertThat(json.get("recommended_models").toString()).contains("qwen2.5:14b");
        JsonNode pulled = model(json, "llama3.2:3b");
        assertThat(pulled.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("name", "provider", "pulled", "need_gb", "verdict", "reason");
        assertThat(pulled.get("pulled").asBoolean()).isTrue();
        assertThat(pulled.get("verdict").asText()).isEqualTo("fits_gpu");
        assertThat(pulled.get("need_gb").asDouble()).isBetween(2.0, 5.0);
        assertThat(model(json, "llama3.1:70b").get("verdict").asText()).isEqualTo("does_not_fit");
        assertThat(model(json, "giant:400b").get("pulled").asBoolean()).isFalse();
        assertThat(model(json, "something").get("verdict").asText()).isEqualTo("unknown");
        assertThat(model(json, "something").get("need_gb").isNull()).isTrue();
        assertThat(ollama.requests).noneMatch(request -> request.contains("/api/chat"));
    }

    @Test
    void theTableIsForPeople() {
        ollama.models("llama3.2:3b");

        Cli.Result result = cli.run("hardware");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("12 processors", "64.0 GB", "60.0 GB available", "RTX 4090, 24.0 GB")
                .contains("PROVIDER", "VERDICT", "llama3.2:3b", "fits gpu", "does not fit");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void withoutAServerTheConfiguredModelsAreJudgedByTheirNames() {
        ollama.close();

        Cli.Result result = cli.run("hardware", "--json");

        assertThat(result.exitCode()).isZero();
        assertThat(result.json().get("models"))
                .allSatisfy(model -> assertThat(model.get("pulled").asBoolean()).isFalse());
        assertThat(model(result.json(), "llama3.2:3b").get("verdict").asText())
                .isEqualTo("fits_gpu");
        assertThat(result.err()).contains("ollama serve");
    }

    @Test
    void theMachineIsShownWithoutAnyProvider() {
        Cli.Result result = cli.run("hardware", "--mock", "--json");

        assertThat(result.exitCode()).isZero();
        assertThat(result.json().get("total_memory_gb").asDouble()).isEqualTo(64);
        assertThat(result.json().get("models")).isEmpty();
    }

    @Test
    void whatIsFoundOfThisMachineIsShown() {
        Cli.Result result =
                new Cli(folder).config("llm:\n  mode: local\n").run("hardware", "--json", "--mock");

        assertThat(result.json().get("cpu_cores").asInt()).isPositive();
        assertThat(result.json().get("total_memory_gb").asDouble()).isPositive();
        assertThat(result.json().get("recommended_tier").asText()).isNotEmpty();
    }
}
