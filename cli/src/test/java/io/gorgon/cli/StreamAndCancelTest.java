package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamAndCancelTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path folder;
    private FakeOllama ollama;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        ollama = new FakeOllama();
        cli = new Cli(folder).ollama(ollama.url());
    }

    @AfterEach
    void stop() {
        ollama.close();
    }

    private CompletableFuture<Cli.Result> begin(String... arguments) {
        return CompletableFuture.supplyAsync(() -> cli.run(arguments));
    }

    private static Cli.Result end(CompletableFuture<Cli.Result> run) throws Exception {
        return run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aStreamedAnswerEndsWithALineEnd() {
        Cli.Result result = cli.run("ask", "--tier", "fast", "--stream", "hi");
        assertThat(result.out()).isEqualTo("Hello there.\n");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void piecesArePrintedAsTheyCome() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        ollama.on(
                "/api/chat",
                200,
                (out, request) -> {
                    out.write(FakeOllama.content("first ").getBytes());
                    out.flush();
                    await(seen);
                    out.write(FakeOllama.end("second").getBytes());
                });
        CompletableFuture<Cli.Result> run = begin("ask", "--tier", "fast", "--stream", "hi");
        Awaitility.await().atMost(PATIENCE).until(() -> cli.outSoFar().equals("first "));
        seen.countDown();
        assertThat(end(run).out()).isEqualTo("first second\n");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatABrokenStreamBroughtStaysAndTheErrorIsApart() {
        ollama.chatThatBreaks("Half an", " answer");
        Cli.Result result = cli.run("ask", "--tier", "fast", "--stream", "hi");
        assertThat(result.out()).isEqualTo("Half an answer");
        assertThat(result.err()).startsWith("gorgon: ollama").doesNotContain("\tat ");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void aBrokenStreamAsJsonIsOneError() {
        ollama.chatThatBreaks("Half an", " answer");
        Cli.Result result = cli.run("ask", "--tier", "fast", "--stream", "--json", "hi");
        assertThat(result.json().at("/error/kind").asText()).isEqualTo("broken_stream");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void cancellingAStreamClosesTheConnection() throws Exception {
        ollama.endless("/api/chat", FakeOllama.content("on and "));
        CompletableFuture<Cli.Result> run = begin("ask", "--tier", "fast", "--stream", "hi");
        Awaitility.await().atMost(PATIENCE).until(() -> cli.outSoFar().contains("on and "));
        cli.interruption.cancel();
        Cli.Result result = end(run);
        assertThat(result.exitCode()).isEqualTo(130);
        assertThat(result.err()).contains("cancelled");
        assertThat(ollama.clientGone.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancellingAnAnswerThatHasNotBegunPrintsNothing() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ollama.on(
                "/api/chat",
                200,
                (out, request) -> {
                    asked.countDown();
                    await(ollama.clientGone);
                });
        CompletableFuture<Cli.Result> run = begin("ask", "--tier", "fast", "hi");
        assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        cli.interruption.cancel();
        Cli.Result result = end(run);
        assertThat(result.exitCode()).isEqualTo(130);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void cancellingAPullClosesTheConnection() throws Exception {
        ollama.endless(
                "/api/pull",
                "{\"status\":\"pulling aa\",\"digest\":\"sha256:aa\",\"total\":1000,\"completed\":10}\n");
        CompletableFuture<Cli.Result> run = begin("pull", "llama3.2:3b");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> ollama.requests.stream().anyMatch(it -> it.contains("/api/pull")));
        cli.interruption.cancel();
        Cli.Result result = end(run);
        assertThat(result.exitCode()).isEqualTo(130);
        assertThat(result.out()).isEmpty();
        assertThat(ollama.clientGone.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancellingLeavesNoThreadBehind() throws Exception {
        ollama.endless("/api/chat", FakeOllama.content("on and "));
        CompletableFuture<Cli.Result> run = begin("ask", "--tier", "fast", "--stream", "hi");
        Awaitility.await().atMost(PATIENCE).until(() -> cli.outSoFar().contains("on and "));
        cli.interruption.cancel();
        end(run);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(Thread.getAllStackTraces().keySet())
                                        .extracting(Thread::getName)
                                        .noneMatch(name -> name.contains("GorgonLlm"))
                                        .noneMatch(name -> name.contains("gorgon-ask")));
    }
}
