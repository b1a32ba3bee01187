package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {

    private static final String WORKFLOW =
            """
            name: Dry
            inputs: {name: {type: string, default: world}}
            outputs: [text, sent]
            steps:
              - {id: ask, type: llm, params: {prompt: "Greet ${name}"}, outputs: [text]}
              - {id: touch, type: shell, params: {command: "touch made-by-the-shell"}}
              - {id: send, type: to, params: {uri: "file:made-by-a-route", body: "${text}"}, outputs: [sent]}
            """;

    @TempDir private Path folder;

    private List<Path> everything() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void thePlanComesFirstAndThenTheAnswersOfTheMock() throws Exception {
        try (FakeOllama ollama = new FakeOllama()) {
            Cli cli = new Cli(folder).ollama(ollama.url()).file("w.yaml", WORKFLOW);
            allowAll(cli, ollama.url());
            Cli.Result result = cli.run("run", "--dry-run", "w.yaml");
            assertThat(result.err()).doesNotContain("gorgon:");
            assertThat(result.exitCode()).isZero();
            assertThat(result.out())
                    .startsWith("Plan of Dry\nSTEP")
                    .contains("Starts: touch made-by-the-shell")
                    .contains("\ntext:\n[DRY RUN]")
                    .contains("would process: Greet world");
            assertThat(ollama.requests).isEmpty();
        }
    }

    private static void allowAll(Cli cli, String url) {
        cli.config(
                """
                llm:
                  mode: local
                  providers:
                    ollama: {enabled: true, base_url: "%s"}
                shell:
                  allowed: ["touch"]
                state:
                  url: sqlite:made-state.db
                """
                        .formatted(url));
    }

    @Test
    void nothingIsWrittenNorStartedNorAsked() throws Exception {
        try (FakeOllama ollama = new FakeOllama()) {
            Cli cli = new Cli(folder).file("w.yaml", WORKFLOW);
            allowAll(cli, ollama.url());
            List<Path> before = everything();
            Cli.Result result = cli.run("run", "--dry-run", "--json", "w.yaml");
            assertThat(result.exitCode()).isZero();
            assertThat(result.json().get("status").asText()).isEqualTo("success");
            assertThat(result.err()).contains("Plan of Dry");
            assertThat(everything()).isEqualTo(before);
            assertThat(ollama.requests).isEmpty();
        }
    }

    @Test
    void noAddressIsContactedAndNoNameIsLookedUp() throws Exception {
        Cli cli = new Cli(folder).file("w.yaml", WORKFLOW);
        allowAll(cli, "http://localhost:11434");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder program =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "run",
                                "--dry-run",
                                "--config",
                                folder.resolve("gorgon.yaml").toString(),
                                folder.resolve("w.yaml").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile());
        NetworkRecorder.Record record = NetworkRecorder.run(program);
        assertThat(record.exitCode()).as(Files.readString(folder.resolve("output"))).isZero();
        assertThat(record.addresses()).isEmpty();
        assertThat(record.names()).isEmpty();
    }
}
