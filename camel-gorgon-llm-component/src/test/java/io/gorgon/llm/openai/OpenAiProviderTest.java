package io.gorgon.llm.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.AuthenticationException;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.spi.LlmProviders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiProviderTest extends OpenAiServerTest {

    private static final String KEY = "open-sesame/4711";
    private static final String ANSWER =
            "{'model':'m-1','choices':[{'index':0,'message':{'role':'assistant','content':'Hello'},"
                    + "'finish_reason':'stop'}],'usage':{'prompt_tokens':4,'completion_tokens':2}}";

    @Test
    void itIsMadeByItsTypeFromTheConfiguration() {
        try (LlmProviders all =
                new LlmProviders(
                        List.of(local().settings()), TestSettings.context(clients, null))) {
            LlmProvider made = all.find("vllm").orElseThrow();

            assertThat(made).isInstanceOf(OpenAiProvider.class);
            assertThat(made.type()).isEqualTo("openai");
            assertThat(made.local()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000, http://localhost:8000/v1",
        "http://localhost:8000/, http://localhost:8000/v1",
        "http://localhost:8000/v1/, http://localhost:8000/v1",
        "https://gateway.example/openai/v1, https://gateway.example/openai/v1",
        "http://[::1]:8080, http://[::1]:8080/v1"
    })
    void theAddressIsTakenAsPeopleWriteIt(String written, String meant) {
        assertThat(OpenAiAddress.of(TestSettings.at(written).settings()).baseUrl())
                .hasToString(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8000",
                "/v1",
                "http://localhost:8000/v1?version=1",
                "http://user:open-sesame@localhost:8000/v1"
            })
    void anAddressThatIsNoneIsRefusedAtTheStart(String written) {
        assertThatThrownBy(() -> use(TestSettings.at(written)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gorgon.yaml, line 12")
                .hasMessageContaining("base_url")
                .hasMessageContaining("http://localhost:8000/v1")
                .hasMessageNotContaining("open-sesame");
    }

    @Test
    void onlyTheServiceOfOpenAiItselfIsTreatedAsSuch() {
        assertThat(official("https://api.openai.com/v1")).isTrue();
        assertThat(official("https://EU.api.openai.com/v1")).isTrue();
        assertThat(official("https://notapi.openai.com.example/v1")).isFalse();
        assertThat(official("https://myapi.openai.com/v1")).isFalse();
    }

    private static boolean official(String url) {
        return OpenAiAddress.of(TestSettings.at(url).settings()).official();
    }

    @Test
    void theKeyIsABearerToken() {
        answers(CHAT, ANSWER);
        use(local().withKeyVariable().anywhere(), " " + KEY + "\n");

        provider.generate(LlmRequest.of("hi"));

        server.verify(
                postRequestedFor(urlEqualTo(CHAT))
                        .withHeader("Authorization", equalTo("Bearer " + KEY)));
    }

    @Test
    void aKeyThatIsNeededAndMissingCostsNoCall() {
        use(local().withKeyVariable().anywhere());

        AuthenticationException missing =
                catchThrowableOfType(
                        AuthenticationException.class,
                        () -> provider.generate(LlmRequest.of("hi")));

        assertThat(missing)
                .hasMessageContaining(TestSettings.KEY_VARIABLE)
                .hasMessageContaining("gorgon.yaml, line 12");
        assertThat(provider.health().usable()).isFalse();
        assertThat(provider.health().message()).contains(TestSettings.KEY_VARIABLE);
        assertThat(calls()).isZero();
    }

    @Test
    void aLocalServerMayGoWithoutTheKey() {
        answers(CHAT, ANSWER);
        use(local().withKeyVariable());

        provider.generate(LlmRequest.of("hi"));

        server.verify(postRequestedFor(urlEqualTo(CHAT)).withoutHeader("Authorization"));
    }

    @Test
    void theTierPicksItsFirstModel() {
        answers(CHAT, ANSWER);

        LlmResponse response =
                provider.generate(
                        LlmRequest.builder().user("hi").tier(ModelTier.REASONING).build());

        assertThat(sent().get("model").asText()).isEqualTo("big-model");
        assertThat(response.tierServed()).isEqualTo(ModelTier.REASONING);
        assertThat(response.model()).isEqualTo("m-1");
        assertThat(response.notes()).isEmpty();
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void aModelByNameGoesBeforeTheTier() {
        answers(CHAT, ANSWER);

        LlmResponse response =
                provider.generate(LlmRequest.builder().user("hi").model("small-model").build());

        assertThat(sent().get("model").asText()).isEqualTo("small-model");
        assertThat(response.tierServed()).isEqualTo(ModelTier.FAST);
    }

    @Test
    void aTierWithoutModelsIsServedByItsNeighbourWithANote() {
        answers(CHAT, ANSWER);
        use(local().with(Map.of(ModelTier.FAST, List.of("small-model"))));

        LlmResponse response = provider.generate(LlmRequest.of("hi"));

        assertThat(sent().get("model").asText()).isEqualTo("small-model");
        assertThat(response.tierServed()).isEqualTo(ModelTier.FAST);
        assertThat(response.notes()).singleElement().asString().contains("standard", "small-model");
    }

    @Test
    void theContentMayComeInPartsAndTheReasoningApart() {
        answers(
                CHAT,
                "{'choices':[{'message':{'content':[{'type':'text','text':'Hel'},{'type':'text','text':'lo'}],"
                        + "'reasoning_content':'Hm.'}}]}");

        LlmResponse response = provider.generate(LlmRequest.of("hi"));

        assertThat(response.content()).isEqualTo("Hello");
        assertThat(response.reasoning()).isEqualTo("Hm.");
        assertThat(response.model()).isEqualTo("middle-model");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage().estimated()).isTrue();
    }

    @Test
    void usageOfZeroIsReportedAndNotEstimated() {
        answers(CHAT, ANSWER.replace("4,", "0,").replace(":2}", ":0}"));

        LlmResponse response = provider.generate(LlmRequest.of("hi"));

        assertThat(response.usage().totalTokens()).isZero();
        assertThat(response.usage().estimated()).isFalse();
        assertThat(response.usage().cachedInputTokens()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "stop, STOP",
        "length, LENGTH",
        "LENGTH, LENGTH",
        "tool_calls, TOOL_CALLS",
        "function_call, TOOL_CALLS",
        "content_filter, CONTENT_FILTER",
        "eos, STOP"
    })
    void theReasonToStopIsTold(String word, FinishReason reason) {
        answers(CHAT, ANSWER.replace("'stop'", "'" + word + "'"));

        assertThat(provider.generate(LlmRequest.of("hi")).finishReason()).isEqualTo(reason);
    }

    @Test
    void aRefusalIsAnAnswerThatSaysSo() {
        answers(
                CHAT,
                "{'choices':[{'message':{'content':null,'refusal':'I cannot help.'},'finish_reason':'stop'}]}");

        LlmResponse response = provider.generate(LlmRequest.of("hi"));

        assertThat(response.content()).isEqualTo("I cannot help.");
        assertThat(response.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(response.notes()).singleElement().asString().contains("refused");
    }

    @Test
    void anErrorWithStatus200IsAnError() {
        answers(CHAT, "{'error':{'message':'upstream fell over','code':502}}");

        assertThatThrownBy(() -> provider.generate(LlmRequest.of("hi")))
                .isInstanceOf(OverloadedException.class)
                .hasMessageContaining("upstream fell over");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'choices':[]}", "[1]", "'hello'", ""})
    void anAnswerThatIsNoneIsABrokenOne(String body) {
        answers(CHAT, body);

        assertThatThrownBy(() -> provider.generate(LlmRequest.of("hi")))
                .isInstanceOf(BrokenStreamException.class)
                .hasMessageContaining("vllm");
    }

    @Test
    void aServerThatIsNotThereIsNamedWithWhatToCheck() {
        int port = server.port();
        server.stop();

        assertThatThrownBy(() -> provider.generate(LlmRequest.of("hi")))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("http://localhost:" + port + "/v1")
                .hasMessageContaining("llm.providers.vllm.base_url");
    }
}
