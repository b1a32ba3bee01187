package io.gorgon.examples;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.gorgon.camel.llm.LlmRouterControl;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnRouterExampleTest {

    private static final String STANDARD = "gorgon-llm:standard";

    private WireMockServer legacy;
    private RunningExample example;

    @BeforeEach
    void start() {
        legacy = new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        legacy.start();
        legacy.stubFor(post(urlEqualTo("/answer")).willReturn(ok("by the book")));
        example =
                new RunningExample(
                        "own-router/own-router.camel.yaml",
                        Path.of("own-router/gorgon.yaml"),
                        Map.of(
                                "OWN_ROUTER_QUESTIONS",
                                "false",
                                "LEGACY_ENDPOINT",
                                "http://127.0.0.1:" + legacy.port() + "/answer"));
    }

    @AfterEach
    void stop() {
        example.close();
        legacy.stop();
    }

    private Exchange ask(String agent) {
        return example.ask(STANDARD, "What is our policy?", Map.of("CamelGorgonLlmAgentId", agent));
    }

    @Test
    void theAddedProviderIsAskedFirst() {
        Exchange answer = ask("clerk");
        assertThat(RunningExample.provider(answer)).isEqualTo("legacy");
        assertThat(answer.getMessage().getBody(String.class)).isEqualTo("by the book");
        assertThat(answer.getMessage().getHeader("CamelGorgonLlmUsageEstimated")).isEqualTo(true);
        legacy.verify(
                postRequestedFor(urlEqualTo("/answer"))
                        .withRequestBody(equalTo("What is our policy?")));
    }

    @Test
    void whenItFailsTheNextOneOfTheChainAnswers() {
        legacy.stubFor(post(urlEqualTo("/answer")).willReturn(serverError()));
        Exchange answer = ask("clerk");
        assertThat(RunningExample.provider(answer)).isEqualTo("here");
        assertThat(answer.getMessage().getHeader("CamelGorgonLlmFailedAttempts", String.class))
                .startsWith("legacy");
    }

    @Test
    void theRouterOfTheExampleDecides() {
        assertThat(RunningExample.provider(ask("auditor"))).isEqualTo("here");
        legacy.verify(0, postRequestedFor(urlEqualTo("/answer")));
    }

    @Test
    void otherTiersGoTheSameWay() {
        Exchange embedded = example.ask("gorgon-llm:embedding", "a text", Map.of());
        assertThat(RunningExample.provider(embedded)).isEqualTo("here");
        Exchange hard = example.ask("gorgon-llm:reasoning", "hard", Map.of());
        assertThat(RunningExample.provider(hard)).isEqualTo("legacy");
    }

    @Test
    void whatHasToStayLocalDoesSo() {
        legacy.stubFor(post(urlEqualTo("/answer")).willReturn(serverError()));
        example.context()
                .getRegistry()
                .lookupByNameAndType(LlmRouterControl.NAME, LlmRouterControl.class)
                .forceLocal("a test", 0);
        assertThat(RunningExample.provider(ask("clerk"))).isEqualTo("here");
    }
}
