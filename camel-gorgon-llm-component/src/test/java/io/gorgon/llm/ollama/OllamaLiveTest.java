package io.gorgon.llm.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.contract.PlainHttpClients;
import io.gorgon.llm.http.Timeouts;
import io.gorgon.llm.spi.ProviderContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against the Ollama of this machine, with any model that it has. */
@Tag("live")
class OllamaLiveTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final PlainHttpClients clients = new PlainHttpClients();
    private LlmProvider provider;

    @BeforeEach
    void connect() {
        provider = provider(new OllamaSettings());
        var health = provider.health();
        assumeTrue(health.usable(), health.message());
    }

    private LlmProvider provider(OllamaSettings settings) {
        return new OllamaProviderFactory()
                .create(
                        settings.timeouts(
                                        new Timeouts(
                                                Duration.ofSeconds(2),
                                                PATIENCE,
                                                PATIENCE,
                                                PATIENCE))
                                .build(),
                        new ProviderContext(clients, name -> null, Clock.systemUTC()));
    }

    @AfterEach
    void disconnect() {
        provider.close();
        clients.close();
    }

    private String anyModel(String capability) {
        String model =
                provider.models().stream()
                        .filter(info -> !info.remote() && info.capabilities().contains(capability))
                        .map(ModelInfo::name)
                        .findFirst()
                        .orElse(null);
        assumeTrue(model != null, "no model with the capability " + capability + " is pulled");
        return model;
    }

    private LlmRequest request() {
        return LlmRequest.builder()
                .user("Say hello.")
                .model(anyModel("completion"))
                .maxTokens(64)
                .build();
    }

    @Test
    void aModelAnswers() {
        LlmResponse response = provider.generate(request());

        assertThat(response.usage().outputTokens()).isPositive();
        assertThat(response.usage().estimated()).isFalse();
    }

    @Test
    void aModelStreams() {
        try (TokenStream stream = provider.stream(request())) {
            while (stream.next() != null) {
                // until it has finished
            }
            assertThat(stream.response().usage().outputTokens()).isPositive();
        }
        assertThat(provider.loadedModels()).isNotEmpty();
    }

    @Test
    void aModelEmbeds() {
        String model = anyModel("embedding");
        provider.close();
        provider = provider(new OllamaSettings().tier(ModelTier.EMBEDDING, model));

        EmbedResponse response = provider.embed(EmbedRequest.of(List.of("one", "two")));

        assertThat(response.vectors()).hasSize(2);
    }
}
