package io.gorgon.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.Image;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.Message;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import io.gorgon.llm.spi.ModelFacts;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnthropicMapperTest {

    private static final String SERVER = "http://127.0.0.1:1";
    private static final JsonNode SCHEMA =
            AnthropicWire.json(
                    "{'type':'object','properties':{'n':{'type':'integer'}},'required':['n']}");

    private final AnthropicMapper mapper = new AnthropicMapper("claude");

    private AnthropicRequest map(LlmRequest request, ProviderSettings settings) {
        return mapper.request(request, ModelChoice.of(request, settings), false);
    }

    private JsonNode bodyOf(LlmRequest request) {
        return map(request, AnthropicSettings.at(SERVER)).body();
    }

    private static ModelFacts facts(
            Integer maxOutputTokens, boolean temperature, boolean structured, boolean images) {
        return new ModelFacts(
                "claude-medium*", null, maxOutputTokens, temperature, structured, images, null);
    }

    @Test
    void aPlainRequestHoldsNothingThatWasNotAskedFor() {
        assertThat(bodyOf(LlmRequest.of("hi")))
                .isEqualTo(
                        AnthropicWire.json(
                                "{'model':'claude-medium','max_tokens':4096,"
                                        + "'messages':[{'role':'user','content':'hi'}]}"));
    }

    @Test
    void aStreamIsAskedForByItsFlag() {
        LlmRequest request = LlmRequest.of("hi");
        ModelChoice choice = ModelChoice.of(request, AnthropicSettings.at(SERVER));

        assertThat(mapper.request(request, choice, true).body().path("stream").asBoolean())
                .isTrue();
    }

    @Test
    void systemPromptAndSystemMessagesBecomeOneTopLevelPrompt() {
        JsonNode body =
                bodyOf(
                        LlmRequest.builder()
                                .systemPrompt("Be terse.")
                                .message(Message.system("Be kind."))
                                .user("hi")
                                .build());

        assertThat(body.path("system").asText()).isEqualTo("Be terse.\n\nBe kind.");
        assertThat(body.path("messages")).hasSize(1);
    }

    @Test
    void anEmptySystemPromptIsLeftOut() {
        JsonNode body = bodyOf(LlmRequest.builder().systemPrompt(" ").user("hi").build());

        assertThat(body.has("system")).isFalse();
    }

    @Test
    void emptyTurnsAreLeftOutAndNeighboursOfOneRoleStay() {
        JsonNode body =
                bodyOf(
                        LlmRequest.builder()
                                .user("one")
                                .message(Message.assistant(""))
                                .user("two")
                                .build());

        assertThat(body.path("messages").findValuesAsText("content")).containsExactly("one", "two");
    }

    @Test
    void aRequestWithNothingToSayIsRefused() {
        LlmRequest request = LlmRequest.builder().message(Message.system("Be terse.")).build();

        assertThatThrownBy(() -> bodyOf(request))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("no message");
    }

    @Test
    void theResultOfAToolIsABlockInAUserMessage() {
        JsonNode body = bodyOf(LlmRequest.builder().message(Message.tool("call_1", "42")).build());

        assertThat(body.path("messages").get(0))
                .isEqualTo(
                        AnthropicWire.json(
                                "{'role':'user','content':[{'type':'tool_result',"
                                        + "'tool_use_id':'call_1','content':'42'}]}"));
    }

    @Test
    void anImageIsABase64BlockBeforeTheText() {
        JsonNode body =
                bodyOf(
                        LlmRequest.builder()
                                .message(
                                        Message.user("What is it?", new Image("image/png", "QUJD")))
                                .build());

        assertThat(body.path("messages").get(0).path("content"))
                .isEqualTo(
                        AnthropicWire.json(
                                "[{'type':'image','source':{'type':'base64',"
                                        + "'media_type':'image/png','data':'QUJD'}},"
                                        + "{'type':'text','text':'What is it?'}]"));
    }

    @Test
    void anImageForAModelThatReadsNoneIsRefused() {
        LlmRequest request =
                LlmRequest.builder()
                        .message(Message.user("?", new Image("image/png", "QUJD")))
                        .build();
        ProviderSettings settings =
                AnthropicSettings.withFacts(SERVER, facts(null, true, true, false));

        assertThatThrownBy(() -> map(request, settings))
                .isInstanceOf(UnsupportedByProviderException.class)
                .hasMessage("claude: claude-medium cannot read images");
    }

    @Test
    void stopSequencesAreSent() {
        JsonNode body =
                bodyOf(LlmRequest.builder().user("hi").stopSequences(List.of("A", "B")).build());

        assertThat(body.path("stop_sequences")).isEqualTo(AnthropicWire.json("['A','B']"));
    }

    @Test
    void aTemperatureThatTheModelDoesNotTakeIsNotSentButNoted() {
        AnthropicRequest request =
                map(
                        LlmRequest.builder().user("hi").temperature(0.2).build(),
                        AnthropicSettings.withFacts(SERVER, facts(null, false, true, true)));

        assertThat(request.body().has("temperature")).isFalse();
        assertThat(request.notes())
                .containsExactly(
                        "The temperature was not sent, because claude-medium does not take one.");
    }

    @Test
    void aTemperatureAboveTheHighestIsLoweredAndNoted() {
        AnthropicRequest request =
                map(
                        LlmRequest.builder().user("hi").temperature(1.6).build(),
                        AnthropicSettings.at(SERVER));

        assertThat(request.body().path("temperature").asDouble()).isEqualTo(1);
        assertThat(request.notes()).singleElement().asString().contains("1.6");
    }

    @Test
    void moreTokensThanTheModelAnswersWithAreLoweredAndNoted() {
        AnthropicRequest request =
                map(
                        LlmRequest.builder().user("hi").maxTokens(9000).build(),
                        AnthropicSettings.withFacts(SERVER, facts(8192, true, true, true)));

        assertThat(request.body().path("max_tokens").asInt()).isEqualTo(8192);
        assertThat(request.notes()).singleElement().asString().contains("9000", "8192");
    }

    @Test
    void aSchemaIsSentAsOutputFormat() {
        AnthropicRequest request =
                map(
                        LlmRequest.builder().user("hi").responseSchema(SCHEMA).build(),
                        AnthropicSettings.at(SERVER));

        JsonNode format = request.body().path("output_config").path("format");
        assertThat(format.path("type").asText()).isEqualTo("json_schema");
        assertThat(format.path("schema").path("required")).isEqualTo(SCHEMA.path("required"));
        assertThat(request.body().has("system")).isFalse();
        assertThat(request.notes()).isEmpty();
    }

    @Test
    void aSchemaIsAskedForInWordsWhereTheModelEnforcesNone() {
        AnthropicRequest request =
                map(
                        LlmRequest.builder()
                                .systemPrompt("Be terse.")
                                .user("hi")
                                .responseSchema(SCHEMA)
                                .build(),
                        AnthropicSettings.withFacts(SERVER, facts(null, true, false, true)));

        assertThat(request.body().has("output_config")).isFalse();
        assertThat(request.body().path("system").asText())
                .startsWith("Be terse.\n\n")
                .contains(SCHEMA.toString());
        assertThat(request.notes()).singleElement().asString().contains("in words");
    }

    @Test
    void aSchemaThatTheApiCannotEnforceIsAskedForInWords() {
        JsonNode free = AnthropicWire.json("{'type':'object'}");
        AnthropicRequest request =
                map(
                        LlmRequest.builder().user("hi").responseSchema(free).build(),
                        AnthropicSettings.at(SERVER));

        assertThat(request.body().has("output_config")).isFalse();
        assertThat(request.body().path("system").asText()).contains(free.toString());
        assertThat(request.notes()).singleElement().asString().contains("in words");
    }

    @Test
    void aNamedModelIsSentAsItIsAndServesItsOwnTier() {
        LlmRequest request = LlmRequest.builder().user("hi").model("claude-large-1").build();
        ModelChoice choice = ModelChoice.of(request, AnthropicSettings.at(SERVER));

        assertThat(choice.model()).isEqualTo("claude-large-1");
        assertThat(choice.tier()).isEqualTo(ModelTier.REASONING);
        assertThat(choice.notes()).isEmpty();
    }

    @Test
    void anUnknownNamedModelServesTheTierThatWasAsked() {
        LlmRequest request = LlmRequest.builder().user("hi").model("claude-next").build();

        assertThat(ModelChoice.of(request, AnthropicSettings.at(SERVER)).tier())
                .isEqualTo(ModelTier.STANDARD);
    }

    @Test
    void aTierWithoutModelsIsServedByItsNeighbourWithANote() {
        ProviderSettings settings =
                AnthropicSettings.withTiers(
                        SERVER, Map.of(ModelTier.REASONING, List.of("claude-large")));
        ModelChoice choice = ModelChoice.of(LlmRequest.of("hi"), settings);

        assertThat(choice.model()).isEqualTo("claude-large");
        assertThat(choice.tier()).isEqualTo(ModelTier.REASONING);
        assertThat(choice.notes()).singleElement().asString().contains("standard", "reasoning");
    }

    @Test
    void noModelAtAllIsAnErrorThatSaysWhatToSet() {
        ProviderSettings settings = AnthropicSettings.withTiers(SERVER, Map.of());

        assertThatThrownBy(() -> ModelChoice.of(LlmRequest.of("hi"), settings))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("tier_models")
                .hasMessageContaining("gorgon.yaml, line 12");
    }
}
