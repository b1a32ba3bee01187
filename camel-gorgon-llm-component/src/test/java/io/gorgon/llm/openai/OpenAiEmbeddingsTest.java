package io.gorgon.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.error.BrokenStreamException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEmbeddingsTest extends OpenAiServerTest {

    private static final String EMBEDDINGS = "/v1/embeddings";
    private static final EmbedRequest TWO = EmbedRequest.of(List.of("first", "second"));

    @Test
    void theIndexOrdersTheVectors() {
        answers(
                EMBEDDINGS,
                "{'model':'v-1','data':[{'index':1,'embedding':[0.25,-1]},{'index':0,'embedding':[1,2.5]}],"
                        + "'usage':{'prompt_tokens':6,'total_tokens':6}}");

        EmbedResponse response = provider.embed(TWO);

        assertThat(response.vectors())
                .containsExactly(new float[] {1, 2.5f}, new float[] {0.25f, -1});
        assertThat(response.model()).isEqualTo("v-1");
        assertThat(response.usage().inputTokens()).isEqualTo(6);
        assertThat(sent().get("model").asText()).isEqualTo("vector-model");
        assertThat(sent().get("encoding_format").asText()).isEqualTo("float");
    }

    @Test
    void whereNoIndexIsGivenTheOrderCounts() {
        answers(EMBEDDINGS, "{'data':[{'embedding':[1]},{'embedding':[2]}]}");

        EmbedResponse response = provider.embed(TWO);

        assertThat(response.vectors()).containsExactly(new float[] {1}, new float[] {2});
        assertThat(response.usage().estimated()).isTrue();
        assertThat(response.usage().inputTokens()).isPositive();
    }

    @Test
    void base64IsReadAsLittleEndianFloats() {
        byte[] bytes =
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(0.5f)
                        .putFloat(-3)
                        .array();
        String text = Base64.getEncoder().encodeToString(bytes);
        answers(
                EMBEDDINGS,
                "{'data':[{'index':0,'embedding':'" + text + "'},{'index':1,'embedding':[1,2]}]}");

        assertThat(provider.embed(TWO).vectors())
                .containsExactly(new float[] {0.5f, -3}, new float[] {1, 2});
    }

    @Test
    void theShorterEncodingIsAskedForWhereItIsKnown() {
        assertThat(OpenAiEmbeddings.request("m", List.of("text"), true))
                .hasToString(
                        "{\"model\":\"m\",\"input\":[\"text\"],\"encoding_format\":\"base64\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'data':[{'index':0,'embedding':[1]}]}",
                "{'data':[{'index':0,'embedding':[1]},{'index':7,'embedding':[1]}]}",
                "{'data':[{'index':0,'embedding':[1]},{'index':1,'embedding':[1,2]}]}",
                "{'data':[{'index':0,'embedding':[]},{'index':1,'embedding':[]}]}",
                "{'data':[{'index':0,'embedding':'%%%'},{'index':1,'embedding':[1]}]}"
            })
    void anythingButOneVectorForEachTextIsAnError(String body) {
        answers(EMBEDDINGS, body);

        assertThatThrownBy(() -> provider.embed(TWO))
                .isInstanceOf(BrokenStreamException.class)
                .hasMessageContaining("each of the 2 texts");
    }

    @Test
    void moreTextsThanACallMayCarryAreSeveralCallsWithOneSum() {
        int most = OpenAiEmbeddings.MOST_INPUTS;
        String data =
                IntStream.range(0, most)
                        .mapToObj(index -> "{'index':" + index + ",'embedding':[" + index + "]}")
                        .collect(Collectors.joining(","));
        answers(EMBEDDINGS, "{'data':[" + data + "],'usage':{'prompt_tokens':10}}");

        EmbedResponse response =
                provider.embed(EmbedRequest.of(Collections.nCopies(2 * most, "text")));

        assertThat(calls()).isEqualTo(2);
        assertThat(sent().get("input")).hasSize(most);
        assertThat(response.vectors()).hasSize(2 * most);
        assertThat(response.usage().inputTokens()).isEqualTo(20);
    }

    @Test
    void callsStayUnderTheLimitOfTokensAndKeepEveryText() {
        List<String> texts =
                IntStream.range(0, 100).mapToObj(number -> number + " word".repeat(8000)).toList();

        List<List<String>> batches = OpenAiEmbeddings.batches(texts);

        assertThat(batches).hasSizeGreaterThan(1).allMatch(batch -> !batch.isEmpty());
        assertThat(batches.stream().flatMap(List::stream)).containsExactlyElementsOf(texts);
    }
}
