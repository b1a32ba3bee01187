package io.gorgon.llm.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.gorgon.llm.contract.PlainHttpClients;
import io.gorgon.llm.http.LlmHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server for the tests of a class, which says literally what it is told. */
abstract class OpenAiServerTest {

    static final String CHAT = "/v1/chat/completions";

    final WireMockServer server =
            new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
    final PlainHttpClients clients = new PlainHttpClients();
    OpenAiProvider provider;

    @BeforeEach
    void start() {
        server.start();
        use(local());
    }

    @AfterEach
    void stop() {
        provider.close();
        clients.close();
        server.stop();
    }

    final TestSettings local() {
        return TestSettings.at("http://localhost:" + server.port());
    }

    final void use(TestSettings settings) {
        use(settings, null);
    }

    final void use(TestSettings settings, String key) {
        provider = new OpenAiProvider(settings.settings(), TestSettings.context(clients, key));
    }

    /** Answers a path with JSON, in which ' stands for ". */
    final void answers(String path, String json) {
        ResponseDefinitionBuilder response =
                aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody(json.replace('\'', '"'));
        server.stubFor(
                path.equals("/v1/models")
                        ? get(path).willReturn(response)
                        : post(path).willReturn(response));
    }

    /** Answers chat calls with these events, in which ' stands for ". */
    final void streams(String events) {
        server.stubFor(post(CHAT).willReturn(OpenAiWire.events(events.replace('\'', '"'))));
    }

    final int calls() {
        return server.getAllServeEvents().size();
    }

    /** The body of the last request. */
    final JsonNode sent() {
        try {
            return LlmHttpClient.JSON.readTree(
                    server.getAllServeEvents().get(0).getRequest().getBodyAsString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
