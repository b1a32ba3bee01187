package io.gorgon.llm.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.LoadedModel;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.spi.LlmProviders;
import io.gorgon.llm.spi.ProviderSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaProviderTest extends OllamaFixture {

    private static final LlmRequest HI = LlmRequest.of("hi");

    @Test
    void theServiceFileNamesIt() {
        assertThat(LlmProviders.types()).contains("ollama");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v1", "/v1/", "/api", "/api/", "//"})
    void theAddressMayBeThatOfOneOfItsApis(String suffix) {
        use(settings().baseUrl(server.wireMock().baseUrl() + suffix));

        assertThat(provider.generate(HI).content()).isEqualTo("Hello");
    }

    @Test
    void aServerThatIsNotThereIsNamedWithWhatToDo() {
        server.stop();

        assertThatThrownBy(() -> provider.generate(HI))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("http://" + server.address())
                .hasMessageContaining("ollama serve")
                .hasMessageContaining("llm.providers.ollama.base_url");
        assertThat(provider.health().message())
                .contains("http://" + server.address(), "ollama serve");
    }

    @Test
    void withoutAnAddressTheUsualOneIsUsed() {
        ProviderSettings s = settings().build();
        ProviderSettings withoutAddress =
                new ProviderSettings(
                        s.name(),
                        s.type(),
                        s.definedAt(),
                        null,
                        s.addressPolicy(),
                        null,
                        s.tierModels(),
                        s.timeouts(),
                        null,
                        s.maxResponseBytes(),
                        s.models(),
                        s.options());
        try (LlmProvider usual =
                new OllamaProviderFactory()
                        .create(withoutAddress, server.context(Clock.systemUTC()))) {
            assertThat(usual.toString()).contains(URI.create("http://localhost:11434").toString());
        }
    }

    @Test
    void aStreamTellsReasoningAndToolCallsApart() {
        server.answersBy(
                request ->
                        OllamaWire.lines(
                                List.of(
                                        "{\"message\":{\"content\":\"\",\"thinking\":\"Hm\"}}",
                                        "",
                                        "{\"message\":{\"content\":\"Yes\"},\"new_field\":{}}",
                                        "{\"message\":{\"tool_calls\":[{\"function\":{}}]},\"done\":false}",
                                        "{\"done\":true,\"done_reason\":\"stop\",\"eval_count\":5}")));

        List<TokenChunk> chunks = new ArrayList<>();
        try (TokenStream stream = provider.stream(HI)) {
            for (TokenChunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
                chunks.add(chunk);
            }
            LlmResponse response = stream.response();

            assertThat(chunks)
                    .containsExactly(TokenChunk.reasoning("Hm"), TokenChunk.content("Yes"));
            assertThat(response.content()).isEqualTo("Yes");
            assertThat(response.reasoning()).isEqualTo("Hm");
            assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
            assertThat(response.usage().outputTokens()).isEqualTo(5);
            assertThat(response.usage().estimated()).isTrue();
            assertThat(response.model()).isEqualTo("llama3.1:8b");
        }
    }

    @Test
    void theKeyIsSentWhereOneIsSet() {
        provider.generate(HI);

        assertThat(server.lastHeaders()).containsEntry("authorization", "Bearer " + FakeOllama.KEY);
    }

    @Test
    void aHealthyServerTellsItsVersionAndTheNumberOfItsModels() {
        ProviderHealth health = provider.health();

        assertThat(health.usable()).isTrue();
        assertThat(health.version()).isEqualTo("0.33.0");
        assertThat(health.message()).contains("0.33.0", "4 models", server.address());
        assertThat(server.wireMock().getAllServeEvents())
                .extracting(event -> event.getRequest().getUrl())
                .containsExactlyInAnyOrder("/api/version", "/api/tags");
    }

    @Test
    void aServerWithoutVersionIsHealthyAllTheSame() {
        server.wireMock().stubFor(get("/api/version").willReturn(jsonResponse("{}", 404)));

        ProviderHealth health = provider.health();

        assertThat(health.usable()).isTrue();
        assertThat(health.version()).isNull();
    }

    @Test
    void aServerWithoutModelsIsNotUsableAndSaysWhatToPull() {
        server.has();

        ProviderHealth health = provider.health();

        assertThat(health.usable()).isFalse();
        assertThat(health.message()).contains("no models", "gorgon pull");
    }

    @Test
    void aSickServerIsReportedAndNotThrown() {
        server.wireMock()
                .stubFor(get("/api/tags").willReturn(jsonResponse("{\"error\":\"oh\"}", 500)));

        ProviderHealth health = provider.health();

        assertThat(health.usable()).isFalse();
        assertThat(health.message()).contains(server.address(), "oh");
    }

    @Test
    void modelsAreListedWithWhatIsKnownOfThem() {
        server.hasEntries(OllamaWire.tag("llama3.1:8b"), "{'model':'bare'}", "{'name':''}", "{}");

        assertThat(provider.models())
                .containsExactly(
                        new ModelInfo(
                                "llama3.1:8b",
                                4661224676L,
                                "8.0B",
                                "Q4_K_M",
                                131072,
                                Set.of("completion", "vision"),
                                false),
                        ModelInfo.named("bare"));
    }

    @Test
    void modelsInMemoryAreListedWithTheirSizes() {
        assertThat(provider.loadedModels())
                .containsExactly(
                        new LoadedModel(
                                "llama3.1:8b",
                                6000,
                                4000,
                                8192,
                                Instant.parse("2026-08-21T08:11:12.123456789Z")));

        server.json("/api/ps", "{'models':[{'name':'a','expires_at':'0001-never'},{}]}");
        assertThat(provider.loadedModels()).containsExactly(new LoadedModel("a", 0, 0, null, null));

        server.json("/api/ps", "{}");
        assertThat(provider.loadedModels()).isEmpty();
    }

    @Test
    void manyCallsAtOnceShareOneRequestForTheList() {
        server.wireMock()
                .stubFor(
                        get("/api/tags")
                                .willReturn(
                                        jsonResponse(
                                                        OllamaWire.quoted(
                                                                "{'models':["
                                                                        + OllamaWire.tag(
                                                                                "llama3.1:8b")
                                                                        + "]}"),
                                                        200)
                                                .withFixedDelay(1000)));
        var calls =
                Stream.generate(
                                () ->
                                        CompletableFuture.supplyAsync(
                                                () -> provider.generate(HI),
                                                command -> new Thread(command).start()))
                        .limit(8)
                        .toList();

        calls.forEach(call -> assertThat(call.join().content()).isEqualTo("Hello"));
        assertThat(timesListed()).isEqualTo(1);
    }

    @Test
    void aCallThatSharesAFailedRequestForTheListFailsWithIt() {
        server.wireMock()
                .stubFor(get("/api/tags").willReturn(jsonResponse("{\"error\":\"oh\"}", 500)));

        assertThatThrownBy(() -> provider.generate(HI))
                .isInstanceOf(LlmException.class)
                .hasMessageContaining("oh");
        server.has("llama3.1:8b");
        assertThat(provider.generate(HI).content()).isEqualTo("Hello");
    }
}
