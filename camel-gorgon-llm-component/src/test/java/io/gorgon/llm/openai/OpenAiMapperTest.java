package io.gorgon.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.Image;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.Message;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.spi.ModelFacts;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiMapperTest {

    private static final TestSettings OFFICIAL = TestSettings.at("https://api.openai.com/v1");
    private static final TestSettings COMPATIBLE = TestSettings.at("http://localhost:8000");
    private static final LlmRequest HI = LlmRequest.of("hi");
    private static final String STRICT_SCHEMA =
            "{'type':'object','properties':{'name':{'type':'string'},'pet':{'anyOf':["
                    + "{'$ref':'#/$defs/pet'},{'type':'null'}]}},"
                    + "'required':['name','pet'],'additionalProperties':false,"
                    + "'$defs':{'pet':{'type':['object','null'],'properties':{'legs':{'type':'integer'}},"
                    + "'required':['legs'],'additionalProperties':false}}}";

    private final List<String> notes = new ArrayList<>();

    @Test
    void aPlainRequestHoldsNothingThatWasNotAsked() {
        assertThat(chat(COMPATIBLE, HI))
                .isEqualTo(
                        json(
                                "{'model':'m','messages':[{'role':'user','content':'hi'}],"
                                        + "'max_tokens':4096}"));
        assertThat(notes).isEmpty();
    }

    @Test
    void theSystemPromptIsTheFirstMessage() {
        LlmRequest request =
                LlmRequest.builder()
                        .systemPrompt("Be terse.")
                        .message(Message.assistant("before"))
                        .message(Message.tool("call-1", "42"))
                        .build();

        assertThat(chat(COMPATIBLE, request).get("messages"))
                .isEqualTo(
                        json(
                                "[{'role':'system','content':'Be terse.'},"
                                        + "{'role':'assistant','content':'before'},"
                                        + "{'role':'tool','tool_call_id':'call-1','content':'42'}]"));
    }

    @Test
    void anEmptySystemPromptIsNotSent() {
        LlmRequest request = LlmRequest.builder().user("hi").systemPrompt(" ").build();

        assertThat(chat(COMPATIBLE, request).get("messages")).hasSize(1);
    }

    @Test
    void imagesAreDataUrlsBesideTheText() {
        Image image = new Image("image/png", "iVBORw0K");
        LlmRequest request =
                LlmRequest.builder()
                        .message(Message.user("What?", image))
                        .message(Message.user("", image))
                        .build();

        assertThat(chat(COMPATIBLE, request).get("messages"))
                .isEqualTo(
                        json(
                                "[{'role':'user','content':[{'type':'text','text':'What?'},"
                                        + "{'type':'image_url','image_url':{'url':'data:image/png;base64,iVBORw0K'}}]},"
                                        + "{'role':'user','content':["
                                        + "{'type':'image_url','image_url':{'url':'data:image/png;base64,iVBORw0K'}}]}]"));
    }

    @Test
    void imagesForAModelThatReadsNoneAreRefused() {
        LlmRequest request =
                LlmRequest.builder()
                        .message(Message.user("What?", new Image("image/png", "iVBORw0K")))
                        .build();
        TestSettings blind =
                COMPATIBLE.with(new ModelFacts("m", null, null, true, true, false, null));

        assertThatThrownBy(() -> chat(blind, request))
                .isInstanceOf(UnsupportedByProviderException.class)
                .hasMessageContaining("vllm: m does not read images");
    }

    @Test
    void openAiGetsTheFieldForTheMaximumThatItsReasoningModelsTake() {
        assertThat(chat(OFFICIAL, HI).path("max_completion_tokens").asInt()).isEqualTo(4096);
        assertThat(chat(OFFICIAL, HI).has("max_tokens")).isFalse();
    }

    @Test
    void theCatalogDecidesTheFieldForTheMaximum() {
        ModelFacts facts =
                new ModelFacts("m*", null, null, true, true, true, "max_completion_tokens");

        assertThat(chat(COMPATIBLE.with(facts), HI).has("max_completion_tokens")).isTrue();
        assertThat(chat(COMPATIBLE.with(facts), HI).has("max_tokens")).isFalse();
    }

    @Test
    void theMaximumOfTheModelCapsWhatIsAskedWithANote() {
        ModelFacts facts = new ModelFacts("m", null, 1000, true, true, true, null);

        assertThat(chat(COMPATIBLE.with(facts), HI).path("max_tokens").asInt()).isEqualTo(1000);
        assertThat(notes).singleElement().asString().contains("1000").contains("4096");
    }

    @Test
    void aTemperatureThatTheModelDoesNotTakeIsLeftOutWithANote() {
        LlmRequest request = LlmRequest.builder().user("hi").temperature(0.5).build();
        ModelFacts facts = new ModelFacts("m", null, null, false, true, true, null);

        assertThat(chat(COMPATIBLE.with(facts), request).has("temperature")).isFalse();
        assertThat(notes).singleElement().asString().contains("temperature");
        assertThat(chat(COMPATIBLE, request).path("temperature").asDouble()).isEqualTo(0.5);
    }

    @Test
    void openAiTakesFourStopSequencesAndOthersAsManyAsTheyLike() {
        LlmRequest four = stoppedBy("a", "b", "c", "d");
        LlmRequest five = stoppedBy("a", "b", "c", "d", "e");

        assertThat(chat(OFFICIAL, four).get("stop")).hasSize(4);
        assertThat(chat(COMPATIBLE, five).get("stop")).hasSize(5);
        assertThatThrownBy(() -> chat(OFFICIAL, five))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("at most 4 stop sequences, not 5");
    }

    private static LlmRequest stoppedBy(String... stop) {
        return LlmRequest.builder().user("hi").stopSequences(List.of(stop)).build();
    }

    @Test
    void aSchemaThatObeysTheRulesIsAskedForStrictly() {
        JsonNode format = chat(OFFICIAL, structured(STRICT_SCHEMA)).get("response_format");

        assertThat(format.get("type").asText()).isEqualTo("json_schema");
        assertThat(format.at("/json_schema/name").asText()).isEqualTo("response");
        assertThat(format.at("/json_schema/strict").asBoolean()).isTrue();
        assertThat(format.at("/json_schema/schema")).isEqualTo(json(STRICT_SCHEMA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'object','properties':{'a':{'type':'string'}},'required':['a']}",
                "{'type':'object','properties':{'a':{'type':'string'}},'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'type':'string','minLength':3}},"
                        + "'required':['a'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'type':'array','items':{'type':'object'}}},"
                        + "'required':['a'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':true},'required':['a'],"
                        + "'additionalProperties':false}"
            })
    void aSchemaOutsideTheRulesIsAskedForWithoutStrict(String schema) {
        JsonNode wire = chat(OFFICIAL, structured(schema)).at("/response_format/json_schema");

        assertThat(wire.get("schema")).isEqualTo(json(schema));
        assertThat(wire.has("strict")).isFalse();
    }

    @Test
    void aModelThatEnforcesNoSchemaIsAskedInWords() {
        ModelFacts facts = new ModelFacts("m", null, null, true, false, true, null);
        LlmRequest request =
                structured(STRICT_SCHEMA).toBuilder().systemPrompt("Be terse.").build();

        JsonNode body = chat(COMPATIBLE.with(facts), request);

        assertThat(body.has("response_format")).isFalse();
        assertThat(body.at("/messages/0/role").asText()).isEqualTo("system");
        assertThat(body.at("/messages/0/content").asText())
                .startsWith("Be terse.\n\n")
                .contains("\"legs\"");
        assertThat(notes).singleElement().asString().contains("in words");
    }

    @Test
    void openAiIsAskedInWordsForWhatIsNotAnObject() {
        String list = "{'type':'array','items':{'type':'string'}}";

        assertThat(chat(OFFICIAL, structured(list)).has("response_format")).isFalse();
        assertThat(chat(COMPATIBLE, structured(list)).has("response_format")).isTrue();
    }

    private static LlmRequest structured(String schema) {
        return LlmRequest.builder().user("hi").responseSchema(json(schema)).build();
    }

    @Test
    void aStreamAsksForItsUsage() {
        ProviderSettings settings = COMPATIBLE.settings();
        JsonNode body =
                new OpenAiMapper(settings, OpenAiAddress.of(settings)).chat(HI, "m", true, notes);

        assertThat(body.get("stream").asBoolean()).isTrue();
        assertThat(body.get("stream_options")).isEqualTo(json("{'include_usage':true}"));
    }

    private JsonNode chat(TestSettings test, LlmRequest request) {
        ProviderSettings settings = test.settings();
        JsonNode body =
                new OpenAiMapper(settings, OpenAiAddress.of(settings))
                        .chat(request, "m", false, notes);
        return json(body.toString());
    }

    private static JsonNode json(String text) {
        try {
            return LlmHttpClient.JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
