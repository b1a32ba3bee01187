package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MockTest {

    private static final String WARNING = "answered by the built-in mock, not by a model\n";

    @TempDir private Path folder;

    private Cli cli() {
        return new Cli(folder);
    }

    @Test
    void aMockAnswerIsAlwaysMarkedOnStandardError() {
        Cli.Result result = cli().run("ask", "--provider", "mock", "hi");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isNotBlank();
        assertThat(result.err()).isEqualTo(WARNING);
    }

    @Test
    void theMockAnswersThroughTheRoutesToo() {
        Cli.Result result = cli().run("ask", "--mock", "--stream", "hi");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isNotBlank();
        assertThat(result.err()).isEqualTo(WARNING);
    }

    @Test
    void aMockAnswerIsMarkedInJson() {
        Cli.Result result = cli().run("ask", "--mock", "--json", "hi");
        assertThat(result.json().get("mock").asBoolean()).isTrue();
        assertThat(result.json().get("provider_type").asText()).isEqualTo("mock");
        assertThat(result.err()).isEqualTo(WARNING);
    }

    @Test
    void mockOnlyKnowsNoOtherProvider() {
        Cli.Result result = cli().run("ask", "--mock", "--provider", "ollama", "hi");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("'ollama'").contains("enabled are: mock");
    }

    @Test
    void theMockObeysASchema() {
        Cli cli =
                cli().file(
                                "s.json",
                                """
                                {"type": "object", "required": ["name"],
                                 "properties": {"name": {"type": "string"}}}
                                """);
        Cli.Result result = cli.run("ask", "--mock", "--schema", "s.json", "hi");
        assertThat(result.exitCode()).isZero();
        Cli.Result answer = new Cli.Result(0, result.out(), "");
        assertThat(answer.json().get("name").isTextual()).isTrue();
    }

    @Test
    void theMockMakesVectors() {
        Cli.Result result = cli().run("embed", "--mock", "--json", "one", "two");
        JsonNode json = result.json();
        assertThat(json.get("vectors")).hasSize(2);
        assertThat(json.at("/vectors/0")).hasSize(json.get("dimensions").asInt());
        assertThat(result.err()).isEqualTo(WARNING);
    }

    @Test
    void theMockIsHealthyAndListsItsModels() {
        assertThat(cli().run("health", "--mock").exitCode()).isZero();
        assertThat(cli().run("models", "--mock", "--json").json().get("models")).isNotEmpty();
    }
}
