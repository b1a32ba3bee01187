package io.gorgon.llm.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.http.AddressPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A local Ollama never passes a call on to another machine. */
class OllamaLocalityTest extends OllamaFixture {

    private static final String REMOTE_FIELDS =
            "'remote_host':'https://ollama.com','remote_model':'gpt-oss:120b'";

    private LlmResponse ask(String model) {
        return provider.generate(LlmRequest.builder().user("hi").model(model).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-oss:120b-cloud", "kimi-k2:cloud", "KIMI-K2:CLOUD"})
    void cloudNamesAreRefusedBeforeAnyCall(String name) {
        assertThatThrownBy(() -> ask(name))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining(name);
        assertThatThrownBy(() -> provider.pull(name)).isInstanceOf(NotAllowedException.class);
        assertThat(server.wireMock().getAllServeEvents()).isEmpty();
    }

    @Test
    void aModelWithARemoteHostIsRefused() {
        server.hasEntries("{'name':'plain:1b'," + REMOTE_FIELDS + "}");

        assertThatThrownBy(() -> ask("plain:1b")).isInstanceOf(NotAllowedException.class);
        assertThat(server.calls()).isZero();
        assertThat(provider.models()).extracting(ModelInfo::remote).containsExactly(true);
    }

    @Test
    void remoteModelsAreSkippedInTheChoice() {
        use(settings().tier(ModelTier.STANDARD, "big:cloud", "plain:1b", "llama3.1:8b"));
        server.hasEntries(
                OllamaWire.tag("big:cloud"),
                "{'name':'plain:1b'," + REMOTE_FIELDS + "}",
                OllamaWire.tag("llama3.1:8b"));

        assertThat(provider.generate(LlmRequest.of("hi")).model()).isEqualTo("llama3.1:8b");
    }

    @Test
    void anAnswerThatCameFromARemoteHostIsRefused() {
        server.answersBy(
                request ->
                        OllamaWire.chat(
                                request, List.of(), "'done_reason':'stop'," + REMOTE_FIELDS));

        assertThatThrownBy(() -> provider.generate(LlmRequest.of("hi")))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("https://ollama.com");
        try (TokenStream stream = provider.stream(LlmRequest.of("hi"))) {
            assertThatThrownBy(stream::next).isInstanceOf(NotAllowedException.class);
        }
    }

    @Test
    void aProviderThatIsNotLocalMayUseCloudModels() {
        use(settings().addressPolicy(AddressPolicy.ANYWHERE));
        server.has("gpt-oss:120b-cloud");
        server.answersBy(
                request ->
                        OllamaWire.chat(
                                request,
                                List.of("Hello"),
                                "'done_reason':'stop'," + REMOTE_FIELDS));

        assertThat(ask("gpt-oss:120b-cloud").content()).isEqualTo("Hello");
    }
}
