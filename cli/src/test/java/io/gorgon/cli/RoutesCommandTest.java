package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesCommandTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ROUTE =
            """
            - route:
                id: summary
                from:
                  uri: timer:once
                  parameters:
                    repeatCount: 1
                    delay: 0
                  steps:
                    - setBody:
                        constant: "Summarise: the sun shines."
                    - to: "gorgon-llm:fast"
                    - to:
                        uri: "file:{{folder}}"
                        parameters:
                          fileName: answer.txt
            """;

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void write() {
        cli =
                new Cli(folder)
                        .file("a route.yaml", ROUTE)
                        .file("application.properties", "folder = " + folder.resolve("out"));
    }

    private CompletableFuture<Cli.Result> begin(String... arguments) {
        return CompletableFuture.supplyAsync(() -> cli.run(arguments));
    }

    private static Cli.Result end(CompletableFuture<Cli.Result> run) throws Exception {
        return run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void routesRunUntilTheyAreStopped() throws Exception {
        CompletableFuture<Cli.Result> run = begin("--mock", "routes", "a route.yaml");
        Path answer = folder.resolve("out/answer.txt");
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(answer));
        cli.interruption.cancel();
        Cli.Result result = end(run);
        assertThat(answer).content().contains("mock");
        assertThat(result.err()).contains("1 route running").contains("routes stopped");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void routesEndByThemselvesWhenTimeIsUp() throws Exception {
        Cli.Result result = end(begin("--mock", "routes", "--for", "200ms", "a route.yaml"));
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("routes stopped");
    }

    @Test
    void aMessageThatFailsIsToldInOneLine() throws Exception {
        cli.ollama("http://127.0.0.1:1");
        CompletableFuture<Cli.Result> run = begin("routes", "a route.yaml");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cli.errSoFar().contains("route summary failed: ollama"));
        cli.interruption.cancel();
        assertThat(end(run).err()).doesNotContain("\tat ").doesNotContain("gorgon-router");
    }

    @Test
    void aRouteThatCannotBeReadFailsWithoutAStackTrace() throws Exception {
        cli.file("bad.yaml", "- route:\n    form: timer:x\n");
        Cli.Result result = end(begin("--mock", "routes", "bad.yaml"));
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.err()).contains("bad.yaml").doesNotContain("\tat ");
    }

    @Test
    void aRouteStartsAWorkflowThatStandsBesideIt() throws Exception {
        cli.file(
                        "greet.gorgon.yaml",
                        """
                        name: Greet
                        inputs: {name: {type: string, required: true}}
                        outputs: [text]
                        steps: [{id: s, type: llm, params: {prompt: "Greet ${name}"}, outputs: [text]}]
                        """)
                .file(
                        "tick.camel.yaml",
                        """
                        - route:
                            from:
                              uri: timer:once
                              parameters: {repeatCount: 1, delay: 0}
                              steps:
                                - setHeader: {name: name, constant: Ada}
                                - to: direct:gorgon-workflow-greet
                                - marshal: {json: {}}
                                - to:
                                    uri: "file:{{folder}}"
                                    parameters: {fileName: "${header.CamelGorgonRunStatus}.json"}
                        """);
        CompletableFuture<Cli.Result> run =
                begin("routes", "--mock", "tick.camel.yaml", "greet.gorgon.yaml");
        Path answer = folder.resolve("out/success.json");
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(answer) || run.isDone());
        cli.interruption.cancel();
        Cli.Result result = end(run);
        assertThat(result.err()).contains("2 routes running");
        assertThat(Files.readString(answer)).contains("\"text\"").contains("Greet Ada");
    }

    @Test
    void aWorkflowThatCannotBeRunIsToldWithItsPlace() {
        cli.file("bad.gorgon.yaml", "name: B\nsteps:\n  - {id: a, type: llmm}\n");
        Cli.Result result = cli.run("routes", "bad.gorgon.yaml");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("bad.gorgon.yaml:3:").contains("did you mean 'llm'?");
    }
}
