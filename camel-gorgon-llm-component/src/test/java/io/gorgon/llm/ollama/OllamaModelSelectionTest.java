package io.gorgon.llm.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.Image;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.Message;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.contract.FakeLlmServer.Refusal;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which model answers, and when the server is asked for its list. */
class OllamaModelSelectionTest extends OllamaFixture {

    private LlmResponse ask(ModelTier tier) {
        return provider.generate(LlmRequest.builder().user("hi").tier(tier).build());
    }

    private LlmResponse ask(String model) {
        return provider.generate(LlmRequest.builder().user("hi").model(model).build());
    }

    @Test
    void theFirstPreferredModelThatIsPulledAnswers() {
        server.has("llama3.1:8b", "qwen2.5:14b");

        LlmResponse response = ask(ModelTier.STANDARD);

        assertThat(response.model()).isEqualTo("qwen2.5:14b");
        assertThat(response.notes()).isEmpty();
    }

    @Test
    void aPreferredNameWithoutTagMatchesTheListedOne() {
        use(settings().tier(ModelTier.FAST, "Library/PHI3"));
        server.has("phi3:latest");

        assertThat(ask(ModelTier.FAST).model()).isEqualTo("phi3:latest");
    }

    @Test
    void aModelOfANeighbouringTierAnswersWithANote() {
        server.has("nomic-embed-text:latest", "deepseek-r1:32b", "qwen2.5:3b");

        LlmResponse response = ask(ModelTier.STANDARD);

        assertThat(response.model()).isEqualTo("qwen2.5:3b");
        assertThat(response.tierServed()).isEqualTo(ModelTier.FAST);
        assertThat(response.notes())
                .singleElement()
                .asString()
                .contains("standard", "fast", "qwen2.5:3b", "qwen2.5:14b");
    }

    @Test
    void nothingOfAnyTierIsAnErrorThatSaysWhatToDo() {
        server.has("gemma3:27b", "nomic-embed-text:latest");

        assertThatThrownBy(() -> ask(ModelTier.STANDARD))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("the tier standard")
                .hasMessageContaining("pulled: gemma3:27b, nomic-embed-text:latest")
                .hasMessageContaining("gorgon pull qwen2.5:14b")
                .hasMessageContaining("ollama pull qwen2.5:14b")
                .hasMessageContaining("llm.providers.ollama.tier_models.standard");
        assertThat(server.calls()).isZero();
    }

    @Test
    void anEmptyServerSaysThatNothingIsPulled() {
        server.has();

        assertThatThrownBy(() -> ask(ModelTier.FAST))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("no model is pulled");
    }

    @Test
    void anEmbeddingModelNeverChats() {
        use(settings().tier(ModelTier.FAST, "nomic-embed-text", "qwen2.5:3b"));

        assertThat(ask(ModelTier.FAST).model()).isEqualTo("qwen2.5:3b");
        assertThatThrownBy(() -> ask("nomic-embed-text"))
                .isInstanceOf(UnsupportedByProviderException.class)
                .hasMessageContaining("nomic-embed-text:latest cannot chat");
    }

    @Test
    void aChatModelNeverEmbeds() {
        use(settings().tier(ModelTier.EMBEDDING, "llama3.1:8b"));

        assertThatThrownBy(() -> provider.embed(EmbedRequest.of(List.of("a"))))
                .isInstanceOf(UnsupportedByProviderException.class)
                .hasMessageContaining("make embeddings");
    }

    @Test
    void anImageGoesToAModelThatMayReadIt() {
        server.hasEntries(
                "{'name':'qwen2.5:14b','capabilities':['completion']}",
                "{'name':'llama3.1:8b','capabilities':['completion','vision']}");
        Message picture = Message.user("What is it?", Image.of("image/png", new byte[] {1}));

        LlmResponse response = provider.generate(LlmRequest.builder().message(picture).build());

        assertThat(response.model()).isEqualTo("llama3.1:8b");
        assertThatThrownBy(
                        () ->
                                provider.generate(
                                        LlmRequest.builder()
                                                .message(picture)
                                                .model("qwen2.5:14b")
                                                .build()))
                .isInstanceOf(UnsupportedByProviderException.class)
                .hasMessageContaining("cannot read images");
    }

    @Test
    void aModelAskedForByNameAnswersAndKeepsItsTier() {
        LlmResponse response = ask("QWEN2.5:3b");

        assertThat(response.model()).isEqualTo("qwen2.5:3b");
        assertThat(response.tierServed()).isEqualTo(ModelTier.FAST);
    }

    @Test
    void aModelAskedForByNameThatIsNotPulledIsAnErrorWithThePullCommand() {
        assertThatThrownBy(() -> ask("phi4:14b"))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("phi4:14b")
                .hasMessageContaining("pulled: deepseek-r1:32b")
                .hasMessageContaining("gorgon pull phi4:14b");
    }

    @Test
    void theListIsKeptForAWhile() {
        ask(ModelTier.STANDARD);
        ask(ModelTier.FAST);
        pass(OllamaModels.KEPT_FOR.minusMillis(1));
        ask(ModelTier.STANDARD);
        assertThat(timesListed()).isEqualTo(1);

        pass(Duration.ofMillis(1));
        ask(ModelTier.STANDARD);
        assertThat(timesListed()).isEqualTo(2);
    }

    @Test
    void aMissRefreshesTheList() {
        ask(ModelTier.STANDARD);
        server.has("llama3.1:8b", "phi4:14b");

        assertThat(ask("phi4:14b").model()).isEqualTo("phi4:14b");
        assertThat(timesListed()).isEqualTo(2);
    }

    @Test
    void aTierWithoutModelIsLookedForAgain() {
        server.has("qwen2.5:3b");
        assertThat(ask(ModelTier.STANDARD).tierServed()).isEqualTo(ModelTier.FAST);

        server.has("qwen2.5:3b", "llama3.1:8b");

        assertThat(ask(ModelTier.STANDARD).tierServed()).isEqualTo(ModelTier.STANDARD);
    }

    @Test
    void aModelThatIsGoneFromTheServerMakesTheListWorthless() {
        ask(ModelTier.STANDARD);
        server.refuses(Refusal.MODEL_NOT_FOUND, Map.of());

        assertThatThrownBy(() -> ask(ModelTier.STANDARD))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("gorgon pull llama3.1:8b");
        assertThatThrownBy(() -> ask(ModelTier.STANDARD))
                .isInstanceOf(ModelNotFoundException.class);
        assertThat(timesListed()).isEqualTo(2);
    }

    @Test
    void whatTheListDoesNotTellIsAskedOnce() {
        server.hasEntries("{'name':'llama3.1:8b'}", "{'name':'qwen2.5:14b'}");
        server.wireMock()
                .stubFor(
                        post("/api/show")
                                .willReturn(
                                        jsonResponse(
                                                OllamaWire.quoted(
                                                        "{'capabilities':['completion'],'model_info':{"
                                                                + "'general.architecture':'qwen2',"
                                                                + "'qwen2.context_length':4096}}"),
                                                200)));

        ask(ModelTier.STANDARD);
        ask(ModelTier.STANDARD);

        assertThat(server.lastRequest().at("/options/num_ctx").asInt()).isEqualTo(4096);
        server.wireMock().verify(1, postRequestedFor(urlEqualTo("/api/show")));
    }

    @Test
    void aServerThatTellsNoCapabilitiesIsJudgedByNames() {
        server.hasEntries(
                "{'name':'llama3.1:8b'}",
                "{'name':'mystery:1b','details':{'family':'nomic-bert'}}");

        assertThat(ask(ModelTier.STANDARD).model()).isEqualTo("llama3.1:8b");
        assertThatThrownBy(() -> ask("mystery:1b"))
                .isInstanceOf(UnsupportedByProviderException.class);
    }
}
