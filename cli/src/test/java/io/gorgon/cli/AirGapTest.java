package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing leaves the machine in mode local: the whole thing runs in a JVM of its own, among all
 * that could tempt it out, while a {@link NetworkRecorder} notes each connection and each name.
 * Names other than localhost are unknown there, so that a leak is noted and yet goes nowhere.
 */
class AirGapTest {

    private static final Path TOP = Path.of("").toAbsolutePath().getParent();

    private static final String TAGS =
            """
            {"models":[
              {"name":"gpt-oss:120b-cloud","model":"gpt-oss:120b-cloud","size":384,
               "remote_host":"https://ollama.com:443","remote_model":"gpt-oss:120b"},
              {"name":"disguised:latest","model":"disguised:latest","size":384,
               "remote_host":"https://ollama.com:443","remote_model":"gpt-oss:120b"},
              {"name":"llama3.1:8b","model":"llama3.1:8b","size":4920753328,"details":{"family":"llama"}},
              {"name":"llama3.2:3b","model":"llama3.2:3b","size":2019393189,"details":{"family":"llama"}},
              {"name":"nomic-embed-text:latest","model":"nomic-embed-text:latest","size":274302450,
               "details":{"family":"nomic-bert"}}]}
            """;

    private static final String CONFIG =
            """
            llm:
              mode: local
              providers:
                anthropic: {enabled: true}
                openai: {enabled: true}
                far: {type: ollama, base_url: "http://ollama.example.com:11434"}
                ollama:
                  base_url: "http://localhost:%d"
                  tier_models:
                    reasoning: ["gpt-oss:120b-cloud", disguised, "llama3.1:8b"]
                redirecting:
                  type: openai
                  base_url: "http://127.0.0.1:%d/v1"
                  tier_models: {standard: model, embedding: model}
              primary: anthropic
            """;

    private static final String PROXIES =
            """
            camel.component.http.proxyHost=proxy.example.com
            camel.component.http.proxyPort=3128
            camel.component.https.proxyHost=proxy.example.com
            camel.component.https.proxyPort=3128
            """;

    @TempDir Path folder;

    private final Set<String> redirected = ConcurrentHashMap.newKeySet();

    private ProcessBuilder program(Class<?> main, Object... arguments) throws IOException {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djdk.net.hosts.file=" + hosts);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        Stream.of(arguments).map(String::valueOf).forEach(command::add);
        return new ProcessBuilder(command)
                .directory(TOP.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
    }

    /** A server whose every answer sends the client out. */
    private HttpServer redirecting() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    redirected.add(exchange.getRequestURI().getPath());
                    boolean byName = exchange.getRequestURI().getPath().endsWith("models");
                    exchange.getResponseHeaders()
                            .set(
                                    "Location",
                                    byName ? "http://leak.example.com/v1" : "http://240.0.0.1/v1");
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(byName ? 302 : 307, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }

    @Test
    void inModeLocalNothingButThisMachineIsContactedByAnyCommandOrExample() throws Exception {
        HttpServer redirecting = redirecting();
        try (FakeOllama ollama = new FakeOllama()) {
            ollama.json("/api/tags", TAGS);
            ollama.json(
                    "/api/show",
                    "{\"capabilities\":[\"completion\",\"embedding\"],\"model_info\":{}}");
            ollama.json(
                    "/api/embed", "{\"model\":\"nomic-embed-text\",\"embeddings\":[[0.6,0.8]]}");
            Files.writeString(
                    folder.resolve("gorgon.yaml"),
                    CONFIG.formatted(
                            Integer.valueOf(
                                    ollama.url().substring(ollama.url().lastIndexOf(':') + 1)),
                            redirecting.getAddress().getPort()));
            Files.writeString(folder.resolve("application.properties"), PROXIES);
            Path report = folder.resolve("report");
            ProcessBuilder program = program(AirGapProgram.class, folder, report);
            program.environment()
                    .putAll(
                            Map.of(
                                    "ANTHROPIC_API_KEY",
                                    "sk-ant-not-a-key",
                                    "OPENAI_API_KEY",
                                    "sk-not-a-key",
                                    "GORGON_CONFIG",
                                    folder.resolve("gorgon.yaml").toString(),
                                    "HTTP_PROXY",
                                    "http://proxy.example.com:3128",
                                    "CONTRACT_FOLDER",
                                    folder.resolve("contracts").toString(),
                                    "SUMMARIZE_FOLDER",
                                    Files.createDirectory(folder.resolve("inbox")).toString()));

            NetworkRecorder.Record record = NetworkRecorder.run(program);

            assertThat(record.exitCode()).as(Files.readString(folder.resolve("output"))).isZero();
            assertThat(record.addresses()).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
            assertThat(record.names()).containsExactly("localhost");
            assertThat(redirected).contains("/v1/chat/completions", "/v1/embeddings", "/v1/models");
            assertThat(ollama.requests).noneMatch(request -> request.contains("/api/pull"));
            assertReport(Files.readString(report));
        } finally {
            redirecting.stop(0);
        }
    }

    /** A run in which nothing worked would contact nothing, too. */
    private void assertReport(String report) throws IOException {
        assertThat(report)
                .contains("> ask Hello? = 0\nHello there.")
                .contains("> ask --stream Hello? = 0\nHello there.")
                .contains("> ask --tier reasoning Hello? = 0\nHello there.")
                .contains("> ask --model gpt-oss:120b-cloud Hello? = 1\n")
                .contains("> ask --model disguised Hello? = 1\n")
                .contains("> ask --provider anthropic Hello? = 2\n")
                .contains("> ask --provider openai Hello? = 2\n")
                .contains("> ask --provider far Hello? = 2\n")
                .contains("> ask --provider redirecting Hello? = 1\n")
                .contains("> ask --provider redirecting --stream Hello? = 1\n")
                .contains("> embed a text = 0\n")
                .contains("> embed --provider redirecting a text = 1\n")
                .contains("> models = ")
                .contains("> health = 0\n")
                .contains("> pull llama3.2:3b = 1\n")
                .contains("llm.allow_pull: true")
                .contains("> pull --provider redirecting llama3.2:3b = ")
                .contains("> config check = 0\n")
                .contains("> demo = 0\n")
                .contains("> example summarize-files: Hello there.")
                .contains("> example contract-folder: # Review of lease.md", "Hello there.\n")
                .contains("> example failover = 0\n")
                .contains("> example own-router = 0\n")
                .contains("> example ask-java = 0\nHello there.")
                .contains("> validate decision-review.gorgon.yaml = 0\n")
                .contains("> compile decision-review.gorgon.yaml = 0\n")
                .contains("> graph decision-review.gorgon.yaml = 0\n")
                .contains("> run --dry-run decision-review.gorgon.yaml = 0\n")
                .contains("> run customer-notice.gorgon.yaml = 3\n")
                .contains("  draft:\n    Hello there.")
                .contains("> reject = 1\n")
                .contains("> show = 0\n")
                .contains("> explain = 0\n")
                .contains("> resume = 3\n")
                .contains("> fork = 3\n")
                .contains("> fsck = 0\n")
                .contains("> gc = 0\n");
        assertThat(Files.readString(folder.resolve("output")))
                .contains("ollama answered: Hello there.")
                .contains("here answered: I am the model on this machine.")
                .contains("clerk: legacy answered")
                .contains("auditor: here answered");
    }

    @Test
    void everyExampleIsRun() throws IOException {
        try (Stream<Path> folders = Files.list(TOP.resolve("examples"))) {
            // queue-triage brings a broker, which the command line does not have; what it asks goes
            // through the same providers.
            assertThat(
                            folders.filter(it -> Files.exists(it.resolve("README.md")))
                                    .filter(it -> !it.endsWith("queue-triage")))
                    .as("AirGapProgram has to run each example in mode local")
                    .extracting(it -> it.getFileName().toString())
                    .containsExactlyInAnyOrder(
                            "ask-java",
                            "contract-folder",
                            "failover",
                            "own-router",
                            "summarize-files");
        }
    }

    @Test
    void theRecorderSeesWhateverWouldLeave() throws Exception {
        NetworkRecorder.Record record = NetworkRecorder.run(program(LeakingProgram.class));

        assertThat(record.exitCode()).isZero();
        assertThat(record.names()).contains("leak.example.com");
        assertThat(record.addresses())
                .extracting(InetAddress::getHostAddress)
                .contains("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5");
    }
}
