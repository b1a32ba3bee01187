package io.gorgon.llm.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.Image;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.Message;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.ollama.OllamaModelSelection.Choice;
import io.gorgon.llm.spi.ModelCatalog;
import io.gorgon.llm.spi.ModelFacts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaMapperTest {

    private static final LlmRequest HI = LlmRequest.of("hi");

    @Test
    void aRequestIsWrittenAsOllamaReadsIt() {
        LlmRequest request =
                LlmRequest.builder()
                        .systemPrompt("Be terse.")
                        .message(Message.user("look", Image.of("image/png", new byte[] {1, 2})))
                        .message(Message.assistant("a dot"))
                        .message(Message.tool("call-1", "42"))
                        .maxTokens(99)
                        .temperature(0.5)
                        .stopSequences(List.of("END"))
                        .responseSchema(json("{'type':'object'}"))
                        .build();

        JsonNode body = mapper(new OllamaSettings()).chat(request, model("llama3.1:8b"), true);

        assertThat(body)
                .isEqualTo(
                        json(
                                "{'model':'llama3.1:8b','messages':["
                                        + "{'role':'system','content':'Be terse.'},"
                                        + "{'role':'user','content':'look','images':['AQI=']},"
                                        + "{'role':'assistant','content':'a dot'},"
                                        + "{'role':'tool','content':'42','tool_call_id':'call-1'}],"
                                        + "'stream':true,'format':{'type':'object'},"
                                        + "'truncate':false,'shift':false,"
                                        + "'options':{'num_ctx':8192,'num_predict':99,"
                                        + "'temperature':0.5,'stop':['END']}}"));
    }

    @Test
    void whatIsNotSetIsNotSent() {
        JsonNode body = mapper(new OllamaSettings()).chat(HI, model("llama3.1:8b"), false);

        assertThat(body)
                .isEqualTo(
                        json(
                                "{'model':'llama3.1:8b','messages':[{'role':'user','content':'hi'}],"
                                        + "'stream':false,'truncate':false,'shift':false,"
                                        + "'options':{'num_ctx':8192,'num_predict':4096}}"));
    }

    @Test
    void keepAliveAndThinkAreSentAsConfigured() {
        JsonNode body =
                mapper(new OllamaSettings().options("{'keep_alive':-1,'think':'low'}"))
                        .chat(HI, model("llama3.1:8b"), false);

        assertThat(body.path("keep_alive").asInt()).isEqualTo(-1);
        assertThat(body.path("think").asText()).isEqualTo("low");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{};llama3.1:8b;131072;8192",
                "{'num_ctx':16384};llama3.1:8b;131072;16384",
                "{'num_ctx':16384};llama3.1:8b;4096;4096",
                "{'num_ctx':{'LLAMA3.1:8b':2048,'default':1024}};llama3.1:8b;131072;2048",
                "{'num_ctx':{'qwen2.5:3b':2048,'default':1024}};llama3.1:8b;131072;1024",
                "{'num_ctx':{'qwen2.5:3b':2048}};llama3.1:8b;131072;8192",
                "{'num_ctx':{'phi3':2048}};phi3:latest;131072;2048",
                "{'num_ctx':0};llama3.1:8b;131072;8192",
                "{};llama3.1:8b;0;8192"
            })
    void oneContextWindowPerModelIsAskedForInChatsAndEmbeddings(
            String options, String name, int trained, int expected) {
        OllamaMapper mapper = mapper(new OllamaSettings().options(options));
        OllamaModel model =
                OllamaModel.ofTag(
                        json(
                                "{'name':'"
                                        + name
                                        + "','details':{'context_length':"
                                        + trained
                                        + "}}"));

        assertThat(mapper.chat(HI, model, true).at("/options/num_ctx").asInt()).isEqualTo(expected);
        assertThat(mapper.embed(List.of("a"), model).at("/options/num_ctx").asInt())
                .isEqualTo(expected);
    }

    @Test
    void whatTheConfigurationKnowsOfAModelIsObeyed() {
        ModelFacts facts = new ModelFacts("llama3.1*", 2048, null, false, false, true, null);
        OllamaMapper mapper =
                mapper(
                        new OllamaSettings()
                                .models(new ModelCatalog(Map.of("ollama", List.of(facts)))));
        LlmRequest request =
                LlmRequest.builder()
                        .user("hi")
                        .temperature(0.5)
                        .responseSchema(json("{'type':'object'}"))
                        .build();

        JsonNode body = mapper.chat(request, model("llama3.1:8b"), false);

        assertThat(body.at("/options/num_ctx").asInt()).isEqualTo(2048);
        assertThat(body.at("/options/temperature").isMissingNode()).isTrue();
        assertThat(body.path("format").isMissingNode()).isTrue();
        assertThat(body.at("/messages/0/content").asText()).contains("JSON Schema");
        assertThat(mapper.notes(request, choice()))
                .singleElement()
                .asString()
                .contains("temperature was not sent");
    }

    @Test
    void anAnswerIsReadWithItsNanoseconds() {
        LlmResponse response =
                read(
                        "{'model':'llama3.1:8b','message':{'role':'assistant','content':'Hi',"
                                + "'thinking':'Hm'},'done':true,'done_reason':'stop',"
                                + "'load_duration':1500000000,'prompt_eval_duration':500000000,"
                                + "'prompt_eval_count':9,'eval_count':4,'prompt_eval_cached_count':3}");

        assertThat(response.content()).isEqualTo("Hi");
        assertThat(response.reasoning()).isEqualTo("Hm");
        assertThat(response.timeToFirstTokenMs()).isEqualTo(2000);
        assertThat(response.usage().inputTokens()).isEqualTo(9);
        assertThat(response.usage().outputTokens()).isEqualTo(4);
        assertThat(response.usage().cachedInputTokens()).isEqualTo(3);
        assertThat(response.usage().estimated()).isFalse();
    }

    @Test
    void durationsThatAreAbsentAreUnknown() {
        assertThat(read("{'message':{'content':'Hi'},'done':true}").timeToFirstTokenMs()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'done_reason':'stop';STOP",
                "'done_reason':'';STOP",
                "'done':true;STOP",
                "'done_reason':'length';LENGTH"
            })
    void whyItStoppedIsRead(String field, FinishReason expected) {
        assertThat(read("{'message':{'content':'Hi'}," + field + "}").finishReason())
                .isEqualTo(expected);
    }

    @Test
    void toolCallsAreKnownByTheirPresence() {
        LlmResponse response =
                read(
                        "{'message':{'content':'','tool_calls':[{'function':{'name':'f'}}]},"
                                + "'done':true,'done_reason':'stop'}");

        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'prompt_eval_count':9,'eval_count':4;9;4;false",
                "'eval_count':4;1;4;true",
                "'prompt_eval_count':9;9;1;true"
            })
    void aCountThatIsAbsentIsEstimated(String counts, long input, long output, boolean estimated) {
        LlmResponse response = read("{'message':{'content':'Hi'},'done':true," + counts + "}");

        assertThat(response.usage().estimated()).isEqualTo(estimated);
        assertThat(response.usage().inputTokens()).isGreaterThanOrEqualTo(input);
        assertThat(response.usage().outputTokens()).isEqualTo(output);
    }

    @Test
    void anEmptyAnswerWithoutCountIsNoTokens() {
        LlmResponse response = read("{'message':{'content':''},'done':true,'prompt_eval_count':9}");

        assertThat(response.usage().outputTokens()).isZero();
        assertThat(response.usage().estimated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "'text'",
                "{'message':'text','done':true}",
                "{'message':{'content':'Hi'},'done':false}"
            })
    void whatIsNoCompleteAnswerIsABrokenOne(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(BrokenStreamException.class);
    }

    @Test
    void aVectorLessThanTextsIsABrokenAnswer() {
        assertThatThrownBy(
                        () ->
                                mapper(new OllamaSettings())
                                        .embeddings(
                                                json("{'embeddings':[[1,2]]}"),
                                                List.of("a", "b"),
                                                model("nomic-embed-text"),
                                                1))
                .isInstanceOf(BrokenStreamException.class)
                .hasMessageContaining("1 vectors came for 2 texts");
    }

    private static LlmResponse read(String text) {
        return mapper(new OllamaSettings()).response(json(text), HI, choice(), 5);
    }

    private static OllamaMapper mapper(OllamaSettings settings) {
        return new OllamaMapper(settings.build());
    }

    private static Choice choice() {
        return new Choice(model("llama3.1:8b"), ModelTier.STANDARD, List.of());
    }

    private static OllamaModel model(String name) {
        return OllamaModel.ofTag(json("{'name':'" + name + "'}"));
    }

    private static JsonNode json(String text) {
        try {
            return LlmHttpClient.JSON.readTree(OllamaWire.quoted(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
