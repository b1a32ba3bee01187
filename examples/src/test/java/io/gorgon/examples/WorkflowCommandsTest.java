package io.gorgon.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The workflows of the examples on the command line, as their READMEs run them. */
class WorkflowCommandsTest {

    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    @TempDir Path home;

    private record Ended(int exitCode, String out, String err) {}

    /** Runs the command line from the top of the project, with a home of its own. */
    private Ended gorgon(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("io.gorgon.cli.Main");
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(TOP.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("GORGON_CONFIG");
        builder.redirectError(home.resolve("err.txt").toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), text, Files.readString(home.resolve("err.txt")));
        }
    }

    @Test
    void allWorkflowsAreValidWithoutAnyWarning() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("validate", "--strict"));
        arguments.addAll(List.of("--config", "examples/letters/gorgon.yaml"));
        try (Stream<Path> files = Files.walk(Path.of(""))) {
            files.filter(file -> file.toString().endsWith(".gorgon.yaml"))
                    .filter(file -> !file.startsWith("target"))
                    .forEach(file -> arguments.add("examples/" + file));
        }
        assertThat(arguments).contains("examples/decision-review.gorgon.yaml");
        Ended ended = gorgon(arguments);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "decision-review, success, 0",
        "letter-check, success, 0",
        "incident-report, success, 0",
        "customer-notice, awaiting_approval, 3",
        "guarded-message, success, 0"
    })
    void eachRunsOnTheMockAndEveryOutputHasAValue(String name, String status, int exitCode)
            throws Exception {
        Ended ended =
                gorgon(
                        List.of(
                                "run",
                                "examples/" + name + ".gorgon.yaml",
                                "--config",
                                "examples/letters/gorgon.yaml",
                                "--mock",
                                "--json"));
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
        JsonNode result = new ObjectMapper().readTree(ended.out());
        assertThat(result.path("status").asText()).isEqualTo(status);
        assertThat(result.path("warnings")).isEmpty();
        assertThat(result.path("outputs")).isNotEmpty();
        result.path("outputs").forEach(value -> assertThat(value.isNull()).isFalse());
    }

    @Test
    void aWorkflowThatRunsCommandsIsRefusedWhereTheOperatorAllowsNone() throws Exception {
        Ended ended = gorgon(List.of("run", "examples/letter-check.gorgon.yaml", "--mock"));
        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.err()).contains("shell.allowed");
    }

    @Test
    void aDryRunOfTheNoticeGoesToItsEndAndSendsNothing() throws Exception {
        // whoever has tried the example has one there
        Path notice = TOP.resolve("outbox").resolve("notice.txt");
        long before = notice.toFile().lastModified();
        Ended ended = gorgon(List.of("run", "examples/customer-notice.gorgon.yaml", "--dry-run"));
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("notice:");
        assertThat(notice.toFile().lastModified()).isEqualTo(before);
    }
}
