package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentsCommandTest {

    @TempDir private Path folder;

    private Cli cli() {
        return new Cli(folder)
                .config(
                        """
                        agents:
                          planner: {tier: fast}
                          builder: {}
                          lawyer: {prompt: "You judge contracts.", max_tokens: 900, temperature: 0.5}
                        """);
    }

    private static String line(String out, String name) {
        return out.lines()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .orElseThrow()
                .replaceAll(" {2,}", "  ");
    }

    @Test
    void theTableHasEachAgentWithTierSourceAndDescription() {
        Cli.Result result = cli().run("agents");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines()).hasSize(18);
        assertThat(result.out()).startsWith("NAME").contains("TIER").contains("SOURCE");
        assertThat(line(result.out(), "architect"))
                .startsWith("architect  reasoning  shipped  Designs systems");
        assertThat(line(result.out(), "builder")).startsWith("builder  standard  shipped  ");
    }

    @Test
    void anAgentThatTheFileAddsOrChangesIsTheFiles() {
        String out = cli().run("agents").out();

        assertThat(line(out, "planner")).startsWith("planner  fast  gorgon.yaml  Breaks a goal");
        assertThat(line(out, "lawyer")).isEqualTo("lawyer  standard  gorgon.yaml  -");
    }

    @Test
    void withoutAConfigurationTheShippedAgentsAreListed() {
        assertThat(new Cli(folder).run("agents").out().lines())
                .hasSize(17)
                .noneMatch(line -> line.contains("gorgon.yaml"));
    }

    @Test
    void jsonIsOneDocumentWithAllThatIsKnown() {
        JsonNode agents = cli().run("agents", "--json").json().path("agents");

        assertThat(agents).hasSize(17);
        JsonNode lawyer = agents.get(16);
        List<String> names = new ArrayList<>();
        lawyer.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "name",
                        "tier",
                        "source",
                        "description",
                        "temperature",
                        "max_tokens",
                        "prompt",
                        "skills",
                        "consensus",
                        "tools");
        assertThat(lawyer.path("name").asText()).isEqualTo("lawyer");
        assertThat(lawyer.path("tier").asText()).isEqualTo("standard");
        assertThat(lawyer.path("source").asText()).isEqualTo("gorgon.yaml");
        assertThat(lawyer.path("description").isNull()).isTrue();
        assertThat(lawyer.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(lawyer.path("max_tokens").asInt()).isEqualTo(900);
        assertThat(lawyer.path("prompt").asText()).isEqualTo("You judge contracts.");
        assertThat(agents.get(0).path("source").asText()).isEqualTo("gorgon.yaml");
        assertThat(agents.get(1).path("source").asText()).isEqualTo("shipped");
    }

    @Test
    void aConfigurationWithAMistakeIsInvalidInput() {
        Cli.Result result =
                new Cli(folder).config("agents: {planner: {model: m}}").run("agents", "--json");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.json().at("/error/message").asText())
                .contains("agents.planner cannot have a model");
    }
}
