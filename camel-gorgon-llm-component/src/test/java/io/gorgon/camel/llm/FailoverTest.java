package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.error.AttemptsFailedException;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.LlmException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two scripted providers, one local and one in the cloud: who answers when the first one fails. */
class FailoverTest {

    private static final String FINE = "answers: [{reply: fine}]";

    @TempDir Path folder;

    private GorgonCamel gorgon(String local, String cloud, String keys) {
        try {
            Files.writeString(folder.resolve("local.yaml"), local);
            Files.writeString(folder.resolve("cloud.yaml"), cloud);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return GorgonCamel.with(
                        folder,
                        """
                        llm:
                          mode: hybrid
                          providers:
                            here: {type: mock, script: local.yaml}
                            there: {type: mock, local: false, script: cloud.yaml}
                        %s
                        """
                                .formatted(keys.indent(2)))
                .start();
    }

    private static final String QUICK = "failover: {retries: 0, backoff_ms: 1, probe_ms: 50}";

    @ParameterizedTest
    @CsvSource({
        "rate_limited, there",
        "overloaded, there",
        "timeout, there",
        "unreachable, there",
        "broken_stream, there",
        "out_of_memory, there",
        "context_window_exceeded, there",
        "billing, there",
        "authentication, ",
        "model_not_found, ",
        "bad_request, ",
        "content_refused, ",
        "unsupported, ",
    })
    void theClassOfALocalFailureDecidesWhetherACloudIsAsked(String kind, String answered) {
        String failing = "answers: [{error: " + kind + "}]";
        try (GorgonCamel gorgon = gorgon(failing, FINE, QUICK)) {
            Exchange exchange =
                    gorgon.send("gorgon-llm:standard?outputType=response", "hi", Map.of());
            if (answered == null) {
                assertThat(exchange.getException())
                        .isInstanceOfSatisfying(
                                LlmException.class, e -> assertThat(e.kind()).isEqualTo(kind));
            } else {
                LlmResponse response = exchange.getMessage().getBody(LlmResponse.class);
                assertThat(response.provider()).isEqualTo(answered);
                assertThat(response.attempts()).isEqualTo(2);
                assertThat(response.failedAttempts())
                        .singleElement()
                        .satisfies(
                                attempt -> {
                                    assertThat(attempt.provider()).isEqualTo("here");
                                    assertThat(attempt.kind()).isEqualTo(kind);
                                });
                assertThat(
                                exchange.getMessage()
                                        .getHeader("CamelGorgonLlmFailedAttempts", String.class))
                        .startsWith("here")
                        .contains(kind);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "authentication, here",
        "model_not_found, here",
        "billing, here",
        "bad_request, ",
        "content_refused, ",
    })
    void afterACloudFailureALocalProviderMayAnswer(String kind, String answered) {
        try (GorgonCamel gorgon = gorgon(FINE, "answers: [{error: " + kind + "}]", QUICK)) {
            Exchange exchange =
                    gorgon.send("gorgon-llm:reasoning?outputType=response", "hi", Map.of());
            if (answered == null) {
                assertThat(exchange.getException()).isInstanceOf(LlmException.class);
            } else {
                assertThat(exchange.getMessage().getBody(LlmResponse.class).provider())
                        .isEqualTo(answered);
            }
        }
    }

    @Test
    void aPrivateRequestNeverGoesToTheCloudAlsoWhenNothingElseIsLeft() {
        try (GorgonCamel gorgon = gorgon("answers: [{error: overloaded}]", FINE, QUICK)) {
            Exchange exchange =
                    gorgon.send("gorgon-llm:standard", "hi", Map.of("CamelGorgonLlmPrivate", true));
            assertThat(exchange.getException())
                    .isInstanceOfSatisfying(
                            LlmException.class, e -> assertThat(e.provider()).isEqualTo("here"));
            assertThat(
                            gorgon.send(
                                            "gorgon-llm:standard?private=true&provider=there",
                                            "hi",
                                            Map.of("CamelGorgonLlmPrivate", false))
                                    .getException())
                    .hasMessageContaining("the request is private");
        }
    }

    @Test
    void nothingGoesFromLocalToCloudWhereThatIsNotAllowed() {
        try (GorgonCamel gorgon =
                gorgon(
                        "answers: [{error: overloaded}]",
                        FINE,
                        "failover: {retries: 0, allow_cloud: false}")) {
            assertThat(gorgon.send("gorgon-llm:standard", "hi", Map.of()).getException())
                    .isInstanceOf(LlmException.class);
        }
    }

    @Test
    void aBusyProviderIsTriedAgainBeforeAnotherOneIsAsked() {
        String busyOnce = "answers: [{error: overloaded, fail_times: 1, reply: at last}]";
        try (GorgonCamel gorgon = gorgon(busyOnce, FINE, "failover: {retries: 1, backoff_ms: 1}")) {
            LlmResponse response =
                    gorgon.response("gorgon-llm:standard?outputType=response", "hi", Map.of());
            assertThat(response.provider()).isEqualTo("here");
            assertThat(response.content()).isEqualTo("at last");
            assertThat(response.attempts()).isEqualTo(2);
        }
    }

    @Test
    void aProviderThatAsksForALongWaitIsLeftForTheNextOne() {
        String limited = "answers: [{error: rate_limited, retry_after_ms: 60000}]";
        try (GorgonCamel gorgon =
                gorgon(limited, FINE, "failover: {retries: 3, max_wait_ms: 1000}")) {
            LlmResponse response =
                    gorgon.response("gorgon-llm:standard?outputType=response", "hi", Map.of());
            assertThat(response.provider()).isEqualTo("there");
            assertThat(response.failedAttempts()).hasSize(1);
        }
    }

    @Test
    void whenAllFailTheErrorNamesEachAttempt() {
        try (GorgonCamel gorgon =
                gorgon("answers: [{error: unreachable}]", "answers: [{error: billing}]", QUICK)) {
            assertThat(gorgon.send("gorgon-llm:standard", "hi", Map.of()).getException())
                    .isInstanceOf(AttemptsFailedException.class)
                    .hasMessageContaining("all 2 attempts failed: here")
                    .hasMessageContaining("unreachable after")
                    .hasMessageContaining("there")
                    .hasMessageContaining("billing after");
        }
    }

    @Test
    void aProviderThatIsDownIsSkippedAndProbedUntilItIsBack() {
        String downOnce = "answers: [{error: unreachable, fail_times: 1, reply: back}]";
        try (GorgonCamel gorgon = gorgon(downOnce, FINE, "failover: {retries: 0, probe_ms: 100}")) {
            String uri = "gorgon-llm:standard?outputType=response";
            assertThat(gorgon.response(uri, "hi", Map.of()).failedAttempts()).hasSize(1);
            GorgonLlm service = GorgonLlm.get(gorgon.context());
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !service.downProviders().isDown("here"));
            assertThat(gorgon.response(uri, "hi", Map.of()).content()).isEqualTo("back");
        }
    }

    @Test
    void aBreakerOpensAfterFailuresAndClosesWhenTheProviderIsBack() {
        String brokenFiveTimes = "answers: [{error: timeout, fail_times: 5, reply: back}]";
        String keys =
                """
                failover: {retries: 0}
                resilience:
                  local: {minimum_calls: 4, window_calls: 4, open_seconds: 1, half_open_calls: 1}
                """;
        try (GorgonCamel gorgon = gorgon(brokenFiveTimes, FINE, keys)) {
            String uri = "gorgon-llm:standard?outputType=response";
            ProviderBreakers breakers = GorgonLlm.get(gorgon.context()).breakers();
            for (int i = 0; i < 4; i++) {
                assertThat(gorgon.response(uri, "hi", Map.of()).provider()).isEqualTo("there");
            }
            assertThat(breakers.state("here")).isEqualTo("OPEN");
            assertThat(gorgon.response(uri, "hi", Map.of()).failedAttempts().get(0).kind())
                    .isEqualTo("circuit_open");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> gorgon.response(uri, "hi", Map.of()).provider().equals("here"));
            assertThat(breakers.state("here")).isEqualTo("CLOSED");
        }
    }

    @Test
    void aWrongRequestDoesNotOpenABreaker() {
        String keys = "resilience: {local: {minimum_calls: 2, window_calls: 2}}";
        try (GorgonCamel gorgon = gorgon("answers: [{error: bad_request}]", FINE, keys)) {
            for (int i = 0; i < 5; i++) {
                gorgon.send("gorgon-llm:standard", "hi", Map.of());
            }
            assertThat(GorgonLlm.get(gorgon.context()).breakers().state("here"))
                    .isEqualTo("CLOSED");
        }
    }

    @Test
    void aStreamChangesProvidersBeforeItsFirstContent() {
        try (GorgonCamel gorgon =
                gorgon(
                        "answers: [{stream: [], error: overloaded}]",
                        "answers: [{stream: [a, b]}]",
                        QUICK)) {
            LlmStreamBody body =
                    (LlmStreamBody) gorgon.ask("gorgon-llm:standard?stream=true", "hi");
            StringBuilder text = new StringBuilder();
            body.forEachRemaining(text::append);
            assertThat(text).hasToString("ab");
            assertThat(body.response().provider()).isEqualTo("there");
            assertThat(body.response().failedAttempts()).hasSize(1);
        }
    }

    @Test
    void aStreamThatBreaksLaterIsAnErrorWithTheTextSoFarAndCountsAgainstItsProvider() {
        String breaking = "answers: [{stream: [one, two], error: broken_stream}]";
        String keys =
                "resilience: {local: {minimum_calls: 4, window_calls: 4, failure_rate_percent: 50}}";
        try (GorgonCamel gorgon = gorgon(breaking, FINE, keys)) {
            for (int i = 0; i < 4; i++) {
                LlmStreamBody body =
                        (LlmStreamBody) gorgon.ask("gorgon-llm:standard?stream=true", "hi");
                if (body.response().provider().equals("here")) {
                    assertThatThrownBy(() -> body.forEachRemaining(piece -> {}))
                            .isInstanceOfSatisfying(
                                    BrokenStreamException.class,
                                    e -> assertThat(e.partialText()).isEqualTo("onetwo"));
                }
            }
            assertThat(GorgonLlm.get(gorgon.context()).breakers().state("here")).isEqualTo("OPEN");
        }
    }

    @Test
    void aForcedAgentStaysLocalAndOthersDoNot() {
        try (GorgonCamel gorgon = gorgon(FINE, FINE, QUICK)) {
            LlmRouterControl control =
                    gorgon.context()
                            .getRegistry()
                            .lookupByNameAndType(LlmRouterControl.NAME, LlmRouterControl.class);
            control.forceAgentLocal("planner", "no money", 0);
            String uri = "gorgon-llm:reasoning?outputType=response&agentId=";
            assertThat(gorgon.response(uri + "planner", "hi", Map.of()).provider())
                    .isEqualTo("here");
            assertThat(gorgon.response(uri + "other", "hi", Map.of()).provider())
                    .isEqualTo("there");
            assertThat(control.getForcedLocal()).singleElement().asString().contains("no money");
            control.releaseAgentLocal("planner");
            assertThat(gorgon.response(uri + "planner", "hi", Map.of()).provider())
                    .isEqualTo("there");
        }
    }
}
