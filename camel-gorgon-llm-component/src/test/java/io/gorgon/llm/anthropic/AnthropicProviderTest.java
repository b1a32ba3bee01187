package io.gorgon.llm.anthropic;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.contract.PlainHttpClients;
import io.gorgon.llm.error.AuthenticationException;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.spi.LlmProviders;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicProviderTest {

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance()
                    .options(options().bindAddress("127.0.0.1").dynamicPort())
                    .build();

    private static final LlmRequest HI = LlmRequest.of("hi");

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
        return provider(AnthropicSettings.at(url()), AnthropicSettings.context(clients));
    }

    private LlmProvider provider(ProviderSettings settings, ProviderContext context) {
        LlmProvider provider = new AnthropicProvider(settings, context);
        providers.add(provider);
        return provider;
    }

    private static void answersWith(String message) {
        SERVER.stubFor(post("/v1/messages").willReturn(okJson(message.replace('\'', '"'))));
    }

    private static void answersFine() {
        answersWith(
                AnthropicWire.message(
                        "claude-medium-1", "Fine.", "end_turn", AnthropicWire.usage(9, 2)));
    }

    @Test
    void theServiceFileNamesTheFactory() {
        assertThat(LlmProviders.types()).contains("anthropic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v1", "/v1/"})
    void aBaseUrlMayEndInAnyOfItsForms(String end) {
        answersFine();

        assertThat(
                        provider(
                                        AnthropicSettings.at(url() + end),
                                        AnthropicSettings.context(clients))
                                .generate(HI)
                                .content())
                .isEqualTo("Fine.");
    }

    @Test
    void keyAndVersionAreSentAsHeaders() {
        answersFine();

        provider().generate(HI);

        SERVER.verify(
                postRequestedFor(urlEqualTo("/v1/messages"))
                        .withHeader("x-api-key", equalTo(AnthropicSettings.KEY))
                        .withHeader("anthropic-version", equalTo("2023-06-01"))
                        .withHeader("authorization", absent())
                        .withHeader("content-type", containing("application/json")));
    }

    @Test
    void theKeyIsReadAtEachCall() {
        answersFine();
        AtomicReference<String> key = new AtomicReference<>("first");
        LlmProvider provider =
                provider(
                        AnthropicSettings.at(url()),
                        new ProviderContext(clients, name -> key.get(), Clock.systemUTC()));

        provider.generate(HI);
        key.set(" second\n");
        provider.generate(HI);

        SERVER.verify(1, postRequestedFor(anyUrl()).withHeader("x-api-key", equalTo("first")));
        SERVER.verify(1, postRequestedFor(anyUrl()).withHeader("x-api-key", equalTo("second")));
    }

    @Test
    void withoutKeyNothingIsSentAndTheVariableIsNamed() {
        LlmProvider provider =
                provider(AnthropicSettings.at(url()), AnthropicSettings.contextWithoutKey(clients));

        assertThatThrownBy(() -> provider.generate(HI))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("ANTHROPIC_API_KEY")
                .hasMessageContaining("gorgon.yaml, line 12");
        ProviderHealth health = provider.health();

        assertThat(health.usable()).isFalse();
        assertThat(health.message()).contains("ANTHROPIC_API_KEY", "gorgon.yaml, line 12");
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void aServerThatTakesNoKeyGetsNone() {
        answersFine();

        provider(AnthropicSettings.keyless(url()), AnthropicSettings.contextWithoutKey(clients))
                .generate(HI);

        SERVER.verify(postRequestedFor(anyUrl()).withHeader("x-api-key", absent()));
    }

    @Test
    void allTextBlocksAreTheAnswerAndThinkingIsNot() {
        answersWith(
                "{'type':'message','model':'claude-medium-1','stop_reason':'end_turn','content':["
                        + "{'type':'thinking','thinking':'Hm.','signature':'xx'},"
                        + "{'type':'redacted_thinking','data':'yy'},"
                        + "{'type':'text','text':'Fi'},{'type':'new_kind','text':'?'},"
                        + "{'type':'text','text':'ne.'}],"
                        + "'usage':{'input_tokens':9,'cache_read_input_tokens':100,"
                        + "'cache_creation_input_tokens':20,'output_tokens':12,"
                        + "'output_tokens_details':{'thinking_tokens':4}}}");

        LlmResponse response = provider().generate(HI);

        assertThat(response.content()).isEqualTo("Fine.");
        assertThat(response.reasoning()).isEqualTo("Hm.");
        assertThat(response.model()).isEqualTo("claude-medium-1");
        assertThat(response.usage().inputTokens()).isEqualTo(129);
        assertThat(response.usage().outputTokens()).isEqualTo(12);
        assertThat(response.usage().cachedInputTokens()).isEqualTo(100);
        assertThat(response.usage().cacheWriteTokens()).isEqualTo(20);
        assertThat(response.usage().reasoningTokens()).isEqualTo(4);
        assertThat(response.raw().path("content")).hasSize(5);
    }

    @Test
    void aRefusalIsAnAnswerWithItsCategoryAsANote() {
        answersWith(
                "{'model':'claude-medium','content':[],'stop_reason':'refusal',"
                        + "'stop_details':{'type':'refusal','category':'cyber'}}");

        LlmResponse response = provider().generate(HI);

        assertThat(response.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(response.content()).isEmpty();
        assertThat(response.notes())
                .containsExactly("claude-medium refused to answer (category cyber).");
    }

    @Test
    void aPausedTurnIsSentBackAndTheUsageSummed() {
        SERVER.stubFor(
                post("/v1/messages")
                        .willReturn(
                                okJson(
                                        AnthropicWire.message(
                                                "claude-medium",
                                                "Fi",
                                                "pause_turn",
                                                AnthropicWire.usage(9, 2)))));
        SERVER.stubFor(
                post("/v1/messages")
                        .withRequestBody(matchingJsonPath("$.messages[1]"))
                        .willReturn(
                                okJson(
                                        AnthropicWire.message(
                                                "claude-medium",
                                                "ne.",
                                                "end_turn",
                                                AnthropicWire.usage(11, 3)))));

        LlmResponse response = provider().generate(HI);

        assertThat(response.content()).isEqualTo("Fine.");
        assertThat(response.attempts()).isEqualTo(2);
        assertThat(response.usage().inputTokens()).isEqualTo(20);
        assertThat(response.usage().outputTokens()).isEqualTo(5);
        assertThat(response.notes()).isEmpty();
        SERVER.verify(
                postRequestedFor(anyUrl())
                        .withRequestBody(
                                equalToJson(
                                        "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
                                                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Fi\"}]}]}",
                                        true,
                                        true)));
    }

    @Test
    void aTurnThatIsPausedAgainAndAgainIsSentBackThreeTimes() {
        answersWith(
                AnthropicWire.message(
                        "claude-medium", "x", "pause_turn", AnthropicWire.usage(1, 1)));

        LlmResponse response = provider().generate(HI);

        assertThat(response.content()).isEqualTo("xxxx");
        assertThat(response.attempts()).isEqualTo(4);
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.notes()).singleElement().asString().contains("incomplete");
        SERVER.verify(4, postRequestedFor(anyUrl()));
    }

    @Test
    void anErrorWithTheStatusOfSuccessIsAnError() {
        answersWith(AnthropicWire.error("overloaded_error", "Overloaded"));

        assertThatThrownBy(() -> provider().generate(HI)).isInstanceOf(OverloadedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "'hello'", "{'choices':[]}", ""})
    void anAnswerThatIsNoMessageIsABrokenOne(String body) {
        answersWith(body);

        assertThatThrownBy(() -> provider().generate(HI))
                .isInstanceOf(BrokenStreamException.class)
                .hasMessageContaining("claude");
    }

    @Test
    void theNeighbourThatAnswersIsNamedInTheResponse() {
        answersFine();
        ProviderSettings settings =
                AnthropicSettings.withTiers(url(), Map.of(ModelTier.FAST, List.of("claude-small")));

        LlmResponse response = provider(settings, AnthropicSettings.context(clients)).generate(HI);

        assertThat(response.tierServed()).isEqualTo(ModelTier.FAST);
        assertThat(response.notes()).singleElement().asString().contains("claude-small");
    }
}
