package io.gorgon.examples;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailoverExampleTest {

    private static final String ROUTES = "failover/failover.camel.yaml";
    private static final Map<String, String> QUIET = Map.of("FAILOVER_QUESTIONS", "false");
    private static final int CALLS = 200;

    @TempDir Path folder;

    private record Answer(boolean startedAfterTheDeath, Exchange exchange) {}

    private static WireMockServer cloud(int port) {
        WireMockServer server =
                new WireMockServer(wireMockConfig().port(port).bindAddress("127.0.0.1"));
        server.start();
        server.stubFor(
                get(urlPathMatching(".*/models"))
                        .willReturn(okJson("{\"data\":[{\"id\":\"big\"}]}")));
        server.stubFor(
                post(urlPathMatching(".*/chat/completions"))
                        .willReturn(
                                okJson(
                                                """
                                                {"id":"c","model":"big","choices":[{"index":0,"finish_reason":"stop",
                                                "message":{"role":"assistant","content":"from the cloud"}}],
                                                "usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8}}""")
                                        .withFixedDelay(5)));
        return server;
    }

    private Path config(int port) throws Exception {
        return Files.writeString(
                folder.resolve("gorgon.yaml"),
                """
                llm:
                  mode: hybrid
                  providers:
                    cloud:
                      type: openai
                      base_url: http://127.0.0.1:%d/v1
                      local: false
                      tier_models: {reasoning: big}
                    here: {type: mock}
                  prices: {unknown: {input_per_million_usd: 1, output_per_million_usd: 1}}
                  failover: {probe_ms: 100}
                  resilience: {cloud: {open_seconds: 1}}
                """
                        .formatted(port));
    }

    @Test
    void aCloudThatDiesInTheMiddleIsNoticedByNobodyAndIsUsedAgainWhenItIsBack() throws Exception {
        WireMockServer cloud = cloud(0);
        int port = cloud.port();
        try (RunningExample example = new RunningExample(ROUTES, config(port), QUIET)) {
            List<Answer> answers = askAll(example, cloud);

            assertThat(answers)
                    .hasSize(CALLS)
                    .allSatisfy(
                            answer ->
                                    assertThat(answer.exchange().getMessage().getBody(String.class))
                                            .isNotBlank());
            assertThat(answers.get(0).exchange())
                    .extracting(RunningExample::provider)
                    .isEqualTo("cloud");
            assertThat(answers.stream().filter(Answer::startedAfterTheDeath))
                    .hasSizeGreaterThanOrEqualTo(CALLS / 4)
                    .extracting(answer -> RunningExample.provider(answer.exchange()))
                    .containsOnly("here");
            assertThat(answers)
                    .extracting(
                            answer ->
                                    answer.exchange()
                                            .getMessage()
                                            .getHeader(
                                                    "CamelGorgonLlmFailedAttempts", String.class))
                    .anySatisfy(failed -> assertThat(failed).startsWith("cloud"));

            cloud = cloud(port);
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () ->
                                    RunningExample.provider(
                                                    example.ask("direct:ask", "hi", Map.of()))
                                            .equals("cloud"));
        } finally {
            cloud.stop();
        }
    }

    /**
     * Asks from eight threads at a time; half of the calls begin after the cloud is gone or later.
     */
    private static List<Answer> askAll(RunningExample example, WireMockServer cloud)
            throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        CountDownLatch dead = new CountDownLatch(1);
        try {
            List<Future<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                int number = i;
                calls.add(
                        callers.submit(
                                () -> {
                                    if (number == CALLS / 2) {
                                        cloud.stop();
                                        dead.countDown();
                                    }
                                    if (number >= CALLS * 3 / 4) {
                                        // however quick the others are, these come after it
                                        dead.await(1, TimeUnit.MINUTES);
                                    }
                                    boolean after = dead.getCount() == 0;
                                    return new Answer(
                                            after,
                                            example.ask("direct:ask", "call " + number, Map.of()));
                                }));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> call : calls) {
                answers.add(call.get(60, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void theExampleRunsWithoutAnyServer() {
        try (RunningExample example =
                new RunningExample(ROUTES, Path.of("failover/gorgon.yaml"), QUIET)) {
            for (int i = 0; i < 5; i++) {
                assertThat(RunningExample.provider(example.ask("direct:ask", "hi", Map.of())))
                        .isEqualTo("cloud");
            }
            Exchange answer = example.ask("direct:ask", "hi", Map.of());
            assertThat(RunningExample.provider(answer)).isEqualTo("here");
            assertThat(answer.getMessage().getBody(String.class))
                    .isEqualTo("I am the model on this machine.");
            assertThat(answer.getMessage().getHeader("CamelGorgonLlmFailedAttempts", String.class))
                    .startsWith("cloud")
                    .contains("timeout");
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () ->
                                    example.ask("direct:ask", "hi", Map.of())
                                            .getMessage()
                                            .getBody(String.class)
                                            .contains("back again"));
        }
    }
}
