package io.gorgon.llm.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.ContextWindowExceededException;
import io.gorgon.llm.error.OutOfMemoryException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refusal of the server is the kind of error that it stands for. */
class OllamaErrorsTest extends OllamaFixture {

    private static final LlmRequest HI = LlmRequest.of("hi");

    private void refuses(int status, String text) {
        server.answersBy(request -> jsonResponse("{\"error\":\"" + text + "\"}", status));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "500;model requires more system memory (5.5 GiB) than is available (3.1 GiB)",
                "500;model runner has unexpectedly stopped, this may be due to resource limitations",
                "500;llama-server exited: cudaMalloc failed: out of memory",
                "500;insufficient memory to load the model"
            })
    void tooLittleMemoryIsKnownByItsText(int status, String text) {
        refuses(status, text);

        assertThatThrownBy(() -> provider.generate(HI)).isInstanceOf(OutOfMemoryException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "400;the prompt is longer than the context length currently available to the model",
                "400;the input length exceeds the context length",
                "500;the input length exceeds maximum context length",
                "400;the request exceeds the available context size"
            })
    void aPromptThatIsTooLongIsKnownByItsText(int status, String text) {
        refuses(status, text);

        assertThatThrownBy(() -> provider.generate(HI))
                .isInstanceOf(ContextWindowExceededException.class)
                .hasMessageContaining("shorten the prompt or raise num_ctx");
    }

    @Test
    void anEmbeddingThatIsTooLongIsAContextError() {
        refuses(400, "the input length exceeds the context length");

        assertThatThrownBy(() -> provider.embed(EmbedRequest.of(List.of("long"))))
                .isInstanceOf(ContextWindowExceededException.class);
        assertThat(server.lastRequest().path("truncate").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aFailureOfTheServerIsWorthAnotherTry(int status) {
        refuses(status, "something went wrong");

        assertThatThrownBy(() -> provider.generate(HI)).isInstanceOf(OverloadedException.class);
    }

    @Test
    void aMissingAbilityOfTheModelIsNamed() {
        refuses(400, "llama3.1:8b does not support thinking");

        assertThatThrownBy(() -> provider.generate(HI))
                .isInstanceOf(UnsupportedByProviderException.class)
                .hasMessageContaining("does not support thinking");
    }

    @Test
    void aServerThatIsNoOllamaIsABadAddress() {
        server.wireMock().resetMappings();

        assertThatThrownBy(() -> provider.generate(HI))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("base_url");
    }

    @Test
    void anErrorWithStatus200IsAnError() {
        refuses(
                200,
                "model runner has unexpectedly stopped, this may be due to resource limitations");

        assertThatThrownBy(() -> provider.generate(HI)).isInstanceOf(OutOfMemoryException.class);
    }
}
