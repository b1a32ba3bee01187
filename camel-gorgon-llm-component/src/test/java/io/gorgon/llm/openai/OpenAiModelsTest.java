package io.gorgon.llm.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.error.ModelNotFoundException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a server has, and how that is used. */
class OpenAiModelsTest extends OpenAiServerTest {

    private static final String MODELS = "/v1/models";

    @Test
    void aServerWithOneModelNeedsNoConfigurationOfModels() {
        answers(MODELS, "{'object':'list','data':[{'id':'the-only-one'}]}");
        answers(CHAT, "{'choices':[{'message':{'content':'Hello'},'finish_reason':'stop'}]}");
        use(local().with(Map.of()));

        provider.generate(LlmRequest.of("hi"));
        LlmResponse response = provider.generate(LlmRequest.of("hi"));

        assertThat(response.model()).isEqualTo("the-only-one");
        assertThat(sent().get("model").asText()).isEqualTo("the-only-one");
        server.verify(1, getRequestedFor(urlEqualTo(MODELS)));
        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void aServerWithSeveralModelsWantsOneToBeNamed() {
        answers(MODELS, "{'data':[{'id':'a'},{'id':'b'}]}");
        use(local().with(Map.of()));

        assertThatThrownBy(() -> provider.stream(LlmRequest.of("hi")))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("llm.providers.vllm.tier_models.standard")
                .hasMessageContaining("a, b");
    }

    @Test
    void theProbeAsksForTheListOfModelsAndNothingElse() {
        answers(MODELS, "{'data':[{'id':'a'},{'id':'b'}]}");

        assertThat(provider.health().usable()).isTrue();
        assertThat(provider.health().message()).contains("/v1", "2 models");
        server.verify(2, getRequestedFor(urlEqualTo(MODELS)));
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void aProbeThatFailsSaysWhy() {
        server.stubFor(get(MODELS).willReturn(status(404)));

        assertThat(provider.health().usable()).isFalse();
        assertThat(provider.health().message()).contains("404", "base_url");
    }

    @Test
    void modelsTellTheirContextWindowWhereTheServerDoes() {
        answers(
                MODELS,
                "{'object':'list','data':[{'id':'vllm-model','max_model_len':8192},"
                        + "{'id':'llama-model','meta':{'n_ctx_train':131072,'n_params':8030261312,'size':4912898048}},"
                        + "{'id':'plain-model'},{'object':'model'}]}");

        assertThat(provider.models())
                .containsExactly(
                        new ModelInfo("vllm-model", null, null, null, 8192, Set.of(), false),
                        new ModelInfo(
                                "llama-model", 4912898048L, "8.0B", null, 131072, Set.of(), false),
                        ModelInfo.named("plain-model"));
    }
}
