package io.gorgon.llm.anthropic;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.contract.PlainHttpClients;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnthropicModelsTest {

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance()
                    .options(options().bindAddress("127.0.0.1").dynamicPort())
                    .build();

    private final PlainHttpClients clients = new PlainHttpClients();
    private final List<LlmProvider> providers = new ArrayList<>();

    @AfterEach
    void close() {
        providers.forEach(LlmProvider::close);
        clients.close();
    }

    private static String url() {
        return "http://127.0.0.1:" + SERVER.getPort();
    }

    private LlmProvider provider() {
        LlmProvider provider =
                new AnthropicProvider(
                        AnthropicSettings.at(url()), AnthropicSettings.context(clients));
        providers.add(provider);
        return provider;
    }

    @Test
    void healthAsksForTheListOfModelsAndNeverForAnAnswer() {
        SERVER.stubFor(get(urlPathEqualTo("/v1/models")).willReturn(okJson("{\"data\":[]}")));

        ProviderHealth health = provider().health();

        assertThat(health.usable()).isTrue();
        assertThat(health.message()).contains(url(), "ANTHROPIC_API_KEY");
        SERVER.verify(1, getRequestedFor(urlPathEqualTo("/v1/models")));
        SERVER.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void healthTellsWhyTheServerIsNotUsable() {
        SERVER.stubFor(
                get(urlPathEqualTo("/v1/models"))
                        .willReturn(
                                jsonResponse(
                                        AnthropicWire.error("authentication_error", "invalid key"),
                                        401)));

        ProviderHealth health = provider().health();

        assertThat(health.usable()).isFalse();
        assertThat(health.message()).contains("ANTHROPIC_API_KEY", "invalid key");
    }

    @Test
    void somethingElseAtTheAddressIsNotUsable() {
        SERVER.stubFor(get(urlPathEqualTo("/v1/models")).willReturn(okJson("{\"ok\":true}")));

        ProviderHealth health = provider().health();

        assertThat(health.usable()).isFalse();
        assertThat(health.message()).contains("base_url");
    }

    @Test
    void allPagesOfModelsAreRead() {
        SERVER.stubFor(
                get(urlPathEqualTo("/v1/models"))
                        .willReturn(
                                okJson(
                                        "{\"data\":[{\"id\":\"a\",\"max_input_tokens\":200000,\"capabilities\":"
                                                + "{\"image_input\":{\"supported\":true},\"batch\":{\"supported\":false}}},"
                                                + "{\"display_name\":\"no id\"}],\"has_more\":true,\"last_id\":\"a\"}")));
        SERVER.stubFor(
                get(urlEqualTo("/v1/models?limit=1000&after_id=a"))
                        .willReturn(okJson("{\"data\":[{\"id\":\"b\"}],\"has_more\":false}")));

        List<ModelInfo> models = provider().models();

        assertThat(models).extracting(ModelInfo::name).containsExactly("a", "b");
        assertThat(models).extracting(ModelInfo::contextTokens).containsExactly(200_000, null);
        assertThat(models.get(0).capabilities()).containsExactly("image_input");
    }

    @Test
    void aListOfModelsThatNamesTheSamePageForEverEnds() {
        SERVER.stubFor(
                get(urlPathEqualTo("/v1/models"))
                        .willReturn(
                                okJson(
                                        "{\"data\":[{\"id\":\"a\"}],\"has_more\":true,\"last_id\":\"a\"}")));

        assertThat(provider().models()).hasSize(2);

        SERVER.verify(2, getRequestedFor(urlPathEqualTo("/v1/models")));
    }
}
