package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of other processes, which live or have been killed. */
class InterruptedRunTest {

    private static final int PATIENCE_SECONDS = 60;

    @TempDir private Path folder;
    private FakeOllama ollama;
    private Cli cli;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        ollama = new FakeOllama();
        cli =
                new Cli(folder)
                        .ollama(ollama.url())
                        .file(
                                "slow.gorgon.yaml",
                                """
                                name: Slow
                                outputs: [second]
                                steps:
                                  - {id: first, type: llm, params: {prompt: "first question"}, outputs: [first]}
                                  - {id: pause, type: llm, params: {prompt: "slow question"}, outputs: [pause]}
                                  - {id: second, type: llm, params: {prompt: "second question"}, outputs: [second]}
                                """);
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        ollama.close();
    }

    private long asked(String question) {
        return ollama.requests.stream()
                .filter(request -> request.contains("/api/chat") && request.contains(question))
                .count();
    }

    /** A process whose run is in the middle of its second call. */
    private Process begin(String... more) throws IOException {
        ollama.neverAnswer("slow question");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "run",
                                "slow.gorgon.yaml"));
        command.addAll(List.of(more));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("GORGON_CONFIG");
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        processes.add(process);
        Awaitility.await()
                .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .until(() -> asked("slow question") == 1);
        return process;
    }

    private void beginAndKill(String... more) throws Exception {
        begin(more).destroyForcibly().waitFor();
        ollama.chat("Hello", " there.");
    }

    @Test
    void resumeAllGoesOnWithARunWhoseProcessWasKilled() throws Exception {
        beginAndKill();
        Cli.Result resumed = cli.run("resume", "--all");
        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.out()).isEqualTo("second:\nHello there.\n");
        assertThat(resumed.err())
                .contains("1 step from the journal (14 tokens, $0.00 saved) · 1 in doubt: pause")
                .contains("first: success (from journal)");
        assertThat(asked("first question")).isEqualTo(1);
        assertThat(asked("slow question")).isEqualTo(2);
        assertThat(cli.run("resume", "--all").err()).contains("no run of the command line");
    }

    @Test
    void aStartKeyOfAnInterruptedRunSaysHowToGoOn() throws Exception {
        beginAndKill("--start-key", "k");
        Cli.Result again = cli.run("run", "--start-key", "k", "slow.gorgon.yaml");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("nothing is started").contains("gorgon resume ");
        assertThat(asked("first question")).isEqualTo(1);
    }

    @Test
    void aRunOfALivingProcessIsLeftAloneAndCanBeCancelled() throws Exception {
        Process process = begin("--start-key", "k");
        JsonNode there = cli.run("run", "--json", "--start-key", "k", "slow.gorgon.yaml").json();
        String run = there.get("run_id").asText();
        assertThat(there.get("status").asText()).isEqualTo("running");
        Cli.Result refused = cli.run("resume", run);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains(String.valueOf(process.pid()));
        Cli.Result more = cli.run("resume", run, "--add-tokens", "10");
        assertThat(more.exitCode()).isEqualTo(2);

        Cli.Result cancelled = cli.run("cancel", run, "--json");
        assertThat(cancelled.exitCode()).isZero();
        assertThat(cancelled.json().get("status").asText()).isEqualTo("cancelled");
        assertThat(cancelled.json().get("ended").asBoolean()).isTrue();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(5);
    }
}
