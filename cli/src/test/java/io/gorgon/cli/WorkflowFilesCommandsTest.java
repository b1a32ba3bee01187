package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that look at workflow files and run nothing. */
class WorkflowFilesCommandsTest {

    private static final String GOOD =
            """
            name: Good
            steps:
              - id: both
                type: parallel
                params:
                  steps:
                    - {id: a, type: llm, params: {prompt: one}}
                    - {id: b, type: llm, params: {prompt: two}}
            """;

    @TempDir private Path folder;

    private Cli cli() {
        return new Cli(folder).file("good.gorgon.yaml", GOOD);
    }

    @Test
    void aGoodFileIsALineWithItsSteps() {
        Cli.Result result = cli().run("validate", "good.gorgon.yaml");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("OK  good.gorgon.yaml  3 steps\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void allProblemsOfAllFilesAreToldAtOnce() {
        Cli cli =
                cli().file(
                                "x.yaml",
                                "name: X\nsteps:\n  - {id: a, type: llmm}\n  - {id: b, type: shel}\n")
                        .file("y.yaml", "steps: 5\n");
        Cli.Result result = cli.run("validate", "x.yaml", "good.gorgon.yaml", "y.yaml", "z.yaml");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEqualTo("OK  good.gorgon.yaml  3 steps\n");
        assertThat(result.err())
                .contains("error: x.yaml:3:")
                .contains("error: x.yaml:4:")
                .contains("error: y.yaml:1:")
                .contains("z.yaml: there is no such file");
    }

    @Test
    void theVerdictIsOneJsonDocument() {
        Cli cli = cli().file("x.yaml", "name: X\nsteps:\n  - {id: a, type: llmm}\n");
        Cli.Result result = cli.run("validate", "--json", "x.yaml", "good.gorgon.yaml");
        JsonNode json = result.json();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(json.get("valid").asBoolean()).isFalse();
        assertThat(json.at("/files/0/problems/0/line").asInt()).isEqualTo(3);
        assertThat(json.at("/files/0/problems/0/file").asText()).isEqualTo("x.yaml");
        assertThat(json.at("/files/1/valid").asBoolean()).isTrue();
        assertThat(json.at("/files/1/steps").asInt()).isEqualTo(3);
    }

    @Test
    void strictlyAnOutputThatNoStepGivesIsAnError() {
        Cli cli =
                cli().file(
                                "o.yaml",
                                "name: O\noutputs: [x]\nsteps: [{id: a, type: llm, params: {prompt: p}}]\n");
        Cli.Result result = cli.run("validate", "o.yaml");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("warning: o.yaml:2:");
        assertThat(cli.run("validate", "--strict", "o.yaml").exitCode()).isEqualTo(2);
    }

    @Test
    void theAgentsOfTheConfigurationCountAndABrokenConfigurationIsTold() {
        String step = "name: R\nsteps: [{id: a, type: llm, params: {role: %s, prompt: p}}]\n";
        Cli cli =
                cli().file("r.yaml", step.formatted("bookkeeper"))
                        .file("s.yaml", step.formatted("planner"));
        assertThat(cli.run("validate", "r.yaml").exitCode()).isEqualTo(2);
        assertThat(cli.run("validate", "s.yaml").exitCode()).isZero();
        cli.config("llm:\n  mood: local\n");
        Cli.Result broken = cli.run("validate", "good.gorgon.yaml");
        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.err()).contains("gorgon.yaml:2:");
        assertThat(broken.out()).contains("OK  good.gorgon.yaml");
    }

    @Test
    void compileMakesTheRouteOnStandardOutputOrInAFile() throws Exception {
        Cli cli = cli();
        Cli.Result printed = cli.run("compile", "good.gorgon.yaml");
        assertThat(printed.exitCode()).isZero();
        assertThat(printed.out())
                .contains("uri: direct:gorgon-workflow-good")
                .contains("multicast");
        Cli.Result written = cli.run("compile", "good.gorgon.yaml", "-o", "good.camel.yaml");
        assertThat(written.out()).isEmpty();
        assertThat(Files.readString(folder.resolve("good.camel.yaml"))).isEqualTo(printed.out());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("good.gorgon.yaml", "good.camel.yaml");
        }
    }

    @Test
    void whatCannotBeRunIsNotCompiled() {
        Cli cli = cli().file("x.yaml", "name: X\nsteps:\n  - {id: a, type: llmm}\n");
        Cli.Result result = cli.run("compile", "x.yaml", "-o", "x.camel.yaml");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("x.yaml:3:");
        assertThat(folder.resolve("x.camel.yaml")).doesNotExist();
    }

    @Test
    void theSchemasOfWorkflowsAndOfTheConfigurationArePrinted() {
        JsonNode workflow = cli().run("schema", "workflow").json();
        assertThat(workflow.at("/properties/steps").isMissingNode()).isFalse();
        assertThat(workflow.toString()).contains("\"fan_out\"");
        JsonNode config = cli().run("schema", "config").json();
        assertThat(config.at("/properties/llm").isMissingNode()).isFalse();
    }
}
