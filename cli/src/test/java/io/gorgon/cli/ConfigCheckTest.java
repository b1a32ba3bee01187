package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCheckTest {

    private static final String LOCAL = "llm:\n  mode: local\n";
    private static final String HYBRID = "llm:\n  mode: hybrid\n";

    @TempDir private Path folder;

    private Cli cli() {
        return new Cli(folder);
    }

    @Test
    void aValidFileIsValid() {
        Cli.Result result = cli().config(LOCAL).run("config", "check");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("valid: ").contains("gorgon.yaml").contains("local");
    }

    @Test
    void aMistakeIsToldWithItsPlace() {
        Cli.Result result = cli().config("llm:\n  mood: local\n").run("config", "check");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("gorgon.yaml:2:3").contains("mood").contains("1 error");
    }

    @Test
    void jsonTellsTheSame() {
        Cli.Result result = cli().config("llm:\n  mood: local\n").run("config", "check", "--json");
        JsonNode json = result.json();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(json.get("valid").asBoolean()).isFalse();
        assertThat(json.get("mode").isNull()).isTrue();
        assertThat(json.at("/problems/0/line").asInt()).isEqualTo(2);
        assertThat(json.at("/problems/0/column").asInt()).isEqualTo(3);
        assertThat(json.at("/problems/0/message").asText()).contains("mood");
        assertThat(json.get("warnings")).isEmpty();
    }

    @Test
    void warningsDoNotFail() {
        String unknownModel =
                HYBRID
                        + "  providers:\n    anthropic:\n      enabled: true\n      tier_models:\n"
                        + "        reasoning: \"claude-opus-4-5-20250929\"\n";
        Cli.Result text = cli().config(unknownModel).run("config", "check");
        assertThat(text.exitCode()).isZero();
        assertThat(text.err()).contains("warning: ").contains("claude-opus-4-5-20250929");
        Cli.Result json = cli().config(unknownModel).run("config", "check", "--json");
        assertThat(json.json().get("valid").asBoolean()).isTrue();
        assertThat(json.json().get("warnings")).isNotEmpty();
    }

    @Test
    void aFileThatIsNotThereIsInvalid() {
        Cli.Result text = cli().run("config", "check", "no.yaml");
        assertThat(text.exitCode()).isEqualTo(2);
        assertThat(text.err()).contains("no.yaml").contains("no such file");
        assertThat(
                        cli().run("config", "check", "no.yaml", "--json")
                                .json()
                                .get("valid")
                                .asBoolean())
                .isFalse();
    }

    @Test
    void theDefaultsAreUsedWithoutAFile() {
        Cli.Result result = cli().run("config", "check");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("built-in").contains("local");
    }

    @Test
    void theNearestFileApplies() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(home.resolve("gorgon.yaml"), HYBRID);
        assertThat(cli().home(home).run("config", "check").out()).contains("home", "hybrid");
        cli().config(LOCAL);
        assertThat(cli().home(home).run("config", "check").out()).contains("mode local");
        cli().file("other.yaml", HYBRID);
        assertThat(cli().variable("GORGON_CONFIG", "other.yaml").run("config", "check").out())
                .contains("other.yaml");
        cli().file("third.yaml", LOCAL);
        assertThat(
                        cli().variable("GORGON_CONFIG", "other.yaml")
                                .run("config", "check", "--config", "third.yaml")
                                .out())
                .contains("third.yaml");
    }

    @Test
    void aModeOnTheCommandLineStandsAboveTheFile() {
        assertThat(cli().config(LOCAL).run("config", "check", "--mode", "HYBRID").out())
                .contains("mode hybrid");
    }
}
