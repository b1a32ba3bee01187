package io.gorgon.camel.llm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.gorgon.llm.error.LlmException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls over HTTP, from an exchange to a server that speaks Ollama's format. */
class CamelHttpClientsTest {

    @TempDir Path folder;
    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @BeforeEach
    void startServer() {
        server.start();
        server.stubFor(
                get("/api/tags").willReturn(okJson("{\"models\":[{\"name\":\"llama3.1:8b\"}]}")));
        server.stubFor(
                post("/api/chat")
                        .willReturn(
                                okJson(
                                        """
                                        {"model":"llama3.1:8b","message":{"role":"assistant","content":"Hello."},
                                         "done":true,"done_reason":"stop","prompt_eval_count":9,"eval_count":3}
                                        """)));
    }

    @AfterEach
    void stopServer() {
        server.stop();
    }

    private GorgonCamel gorgon() {
        return GorgonCamel.with(
                folder,
                """
                llm:
                  mode: local
                  providers:
                    ollama:
                      base_url: "http://localhost:%d"
                """
                        .formatted(server.port()));
    }

    @Test
    void headersOfTheCallerNeitherReachTheServerNorSteerTheCall() {
        Map<String, Object> hostile = new HashMap<>();
        hostile.put("Authorization", "Bearer abc");
        hostile.put("x-api-key", "abc");
        hostile.put("customer", "Miller");
        hostile.put(Exchange.HTTP_URI, "http://127.0.0.1:9/evil");
        hostile.put(Exchange.HTTP_PATH, "evil");
        hostile.put(Exchange.HTTP_METHOD, "DELETE");
        hostile.put(Exchange.HTTP_QUERY, "a=b");
        try (GorgonCamel gorgon = gorgon().start()) {
            Exchange exchange = gorgon.send("gorgon-llm:standard", "hi", hostile);
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody()).isEqualTo("Hello.");
        }
        LoggedRequest sent = server.findAll(postRequestedFor(urlEqualTo("/api/chat"))).get(0);
        assertThat(sent.getHeaders().keys())
                .map(String::toLowerCase)
                .doesNotContain("authorization", "x-api-key", "customer")
                .noneMatch(name -> name.startsWith("camel"));
        assertThat(server.getAllServeEvents())
                .extracting(event -> event.getRequest().getUrl())
                .allMatch(url -> url.matches("/api/(tags|show|ps|chat)"));
    }

    @Test
    void settingsOfCamelHttpHoldForProviders() {
        try (GorgonCamel gorgon = gorgon()) {
            HttpComponent http = gorgon.context().getComponent("http", HttpComponent.class);
            http.setUserAgent("our-company/1.0");
            gorgon.start().ask("gorgon-llm:standard", "hi");
        }
        assertThat(
                        server.findAll(postRequestedFor(urlEqualTo("/api/chat")))
                                .get(0)
                                .getHeader("User-Agent"))
                .isEqualTo("our-company/1.0");
    }

    @Test
    void aLocalProviderIsNeverCalledThroughAProxy() {
        WireMockServer proxy = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        proxy.start();
        proxy.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        try (GorgonCamel gorgon = gorgon()) {
            HttpComponent http = gorgon.context().getComponent("http", HttpComponent.class);
            http.setProxyHost("localhost");
            http.setProxyPort(proxy.port());
            assertThat(gorgon.start().ask("gorgon-llm:standard", "hi")).isEqualTo("Hello.");
            assertThat(proxy.getAllServeEvents()).isEmpty();
        } finally {
            proxy.stop();
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.stubFor(
                post("/api/chat")
                        .willReturn(
                                aResponse()
                                        .withStatus(307)
                                        .withHeader(
                                                "Location",
                                                "http://localhost:"
                                                        + server.port()
                                                        + "/elsewhere")));
        try (GorgonCamel gorgon = gorgon().start()) {
            Exchange exchange = gorgon.send("gorgon-llm:standard", "hi", Map.of());
            assertThat(exchange.getException()).isInstanceOf(LlmException.class);
        }
        assertThat(server.findAll(postRequestedFor(urlEqualTo("/elsewhere")))).isEmpty();
    }

    @Test
    void nothingIsRetriedInSecret() {
        server.stubFor(
                post("/api/chat")
                        .willReturn(
                                aResponse()
                                        .withStatus(503)
                                        .withHeader("Retry-After", "0")
                                        .withBody("{\"error\":\"server busy\"}")));
        try (GorgonCamel gorgon = gorgon().start()) {
            gorgon.send("gorgon-llm:standard?provider=ollama", "hi", Map.of());
        }
        assertThat(server.findAll(postRequestedFor(urlEqualTo("/api/chat")))).hasSize(1);
    }
}
