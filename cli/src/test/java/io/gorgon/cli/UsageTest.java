package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @TempDir private Path folder;

    private Cli.Result run(String... arguments) {
        return new Cli(folder).run(arguments);
    }

    @Test
    void helpGoesToStandardOutput() {
        Cli.Result result = run("--help");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains(
                        "demo",
                        "ask",
                        "embed",
                        "models",
                        "agents",
                        "pull",
                        "health",
                        "config",
                        "graph",
                        "run",
                        "resume",
                        "approve",
                        "reject",
                        "cancel",
                        "fork",
                        "rerun",
                        "completion",
                        "runs",
                        "show",
                        "explain",
                        "fsck",
                        "gc",
                        "validate",
                        "compile",
                        "schema",
                        "routes");
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "ask",
                "embed",
                "models",
                "agents",
                "pull",
                "health",
                "config",
                "graph",
                "run",
                "resume",
                "approve",
                "reject",
                "cancel",
                "fork",
                "rerun",
                "completion",
                "runs",
                "show",
                "explain",
                "fsck",
                "gc",
                "validate",
                "compile",
                "schema",
                "routes"
            })
    void eachCommandHelps(String command) {
        Cli.Result result = run(command, "--help");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("Usage: gorgon " + command).contains("--config");
    }

    @Test
    void theVersionIsToldBeforeAndAfterACommand() {
        assertThat(run("--version").out()).startsWith("gorgon ").contains("(Java ");
        assertThat(run("ask", "--version").out()).startsWith("gorgon ").contains("(Java ");
    }

    @Test
    void noCommandIsWrongUseAndGetsHelp() {
        Cli.Result result = run();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("Usage: gorgon");
    }

    @Test
    void anUnknownCommandIsWrongUse() {
        Cli.Result result = run("aks", "hi");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("aks").contains("Try 'gorgon --help'");
    }

    @Test
    void anUnknownOptionIsWrongUse() {
        Cli.Result result = run("ask", "--colour", "hi");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("Unknown option: '--colour'")
                .contains("Try 'gorgon ask --help'");
    }

    @Test
    void anUnknownOptionIsOneJsonDocumentWhenJsonIsWanted() {
        Cli.Result result = run("ask", "--colour", "hi", "--json");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.json().at("/error/kind").asText()).isEqualTo("invalid_input");
        assertThat(result.json().at("/error/message").asText()).contains("--colour");
        assertThat(result.json().at("/error/provider").isNull()).isTrue();
    }

    @Test
    void wordsWithoutQuotesAreExplained() {
        Cli.Result result = run("ask", "what", "is", "this");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("has to stand in quotes");
    }

    @Test
    void anUnknownTierNamesTheTiers() {
        Cli.Result result = run("ask", "--tier", "huge", "hi");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("huge").contains("reasoning, standard, fast");
    }

    @Test
    void theEmbeddingTierDoesNotAnswerPrompts() {
        Cli.Result result = run("ask", "--tier", "embedding", "hi");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("gorgon embed");
    }

    @Test
    void anUnknownModeNamesTheModes() {
        Cli.Result result = run("--mode", "offline", "health");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("offline").contains("local, cloud, hybrid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "many"})
    void theMostTokensHaveToBeAPositiveNumber(String value) {
        assertThat(run("ask", "--max-tokens=" + value, "hi").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "2.5", "warm"})
    void theTemperatureHasToBeBetweenZeroAndTwo(String value) {
        Cli.Result result = run("ask", "--temperature=" + value, "hi");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("temperature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void anEmptyPromptIsRefused(String prompt) {
        Cli.Result result = run("ask", prompt);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("the prompt is empty");
    }

    @Test
    void anEmptyStandardInputIsAnEmptyPrompt() {
        Cli.Result result = run("ask", "-");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("the prompt is empty");
    }

    @Test
    void standardInputHasToBeText() {
        Cli.Result result =
                new Cli(folder).input(new byte[] {(byte) 0xC3, (byte) 0x28}).run("ask", "-");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("standard input is not UTF-8 text");
    }

    @Test
    void aSchemaFileThatIsNotThereIsNamed() {
        Cli.Result result = run("ask", "--schema", "no.json", "hi");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("cannot read the schema file " + folder.resolve("no.json"))
                .contains("there is no such file");
    }

    @Test
    void aFolderIsNotASchema() {
        Cli.Result result = run("ask", "--schema", ".", "hi");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("it is a directory");
    }

    @Test
    void aSchemaThatIsNotJsonIsRefusedWithItsLine() {
        Cli cli = new Cli(folder).file("s.json", "{\n  \"type\" \"object\"\n}");
        Cli.Result result = cli.run("ask", "--schema", "s.json", "hi");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("s.json:2: not JSON");
    }

    @Test
    void anInvalidSchemaIsRefusedBeforeAnythingIsAsked() {
        Cli cli = new Cli(folder).file("s.json", "[1, 2]");
        Cli.Result result = cli.run("ask", "--schema", "s.json", "--json", "hi");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.json().at("/error/message").asText())
                .contains("the response schema is invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "10x", "-1s", "0s", ""})
    void routesRunForATimeThatCanBeRead(String time) {
        Cli cli = new Cli(folder).file("a.yaml", "[]");
        Cli.Result result = cli.run("routes", "--for=" + time, "a.yaml");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--for");
    }

    @Test
    void aRouteFileThatIsNotThereIsNamed() {
        Cli.Result result = run("routes", "no.yaml");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("no.yaml: there is no such file");
    }
}
