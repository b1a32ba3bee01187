package io.gorgon.llm.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.spi.ModelShape;
import org.junit.jupiter.api.Test;

class OllamaShapeTest {

    private static JsonNode info(String json) throws Exception {
        return LlmHttpClient.JSON.readTree(OllamaWire.quoted(json));
    }

    private static ModelShape shape(String json) throws Exception {
        return OllamaShape.of(info(json)).orElseThrow();
    }

    @Test
    void theLengthOfKeysStandsAboveWhatTheEmbeddingSuggests() throws Exception {
        ModelShape qwen3 =
                shape(
                        "{'general.architecture':'qwen3','general.parameter_count':32762123264,"
                                + "'qwen3.block_count':64,'qwen3.embedding_length':5120,"
                                + "'qwen3.attention.head_count':64,'qwen3.attention.head_count_kv':8,"
                                + "'qwen3.attention.key_length':128,'qwen3.attention.value_length':128}");

        assertThat(qwen3.cacheBytesPerToken()).isEqualTo(256 * 1024);
        assertThat(qwen3.parameters()).isEqualTo(32762123264L);
    }

    @Test
    void withoutTheLengthTheEmbeddingIsShared() throws Exception {
        ModelShape llama =
                shape(
                        "{'general.architecture':'llama','llama.block_count':32,"
                                + "'llama.embedding_length':4096,'llama.attention.head_count':32,"
                                + "'llama.attention.head_count_kv':8}");

        assertThat(llama.cacheBytesPerToken()).isEqualTo(128 * 1024);
    }

    @Test
    void fiveOfSixLayersOfGemmaKeepAWindow() throws Exception {
        ModelShape gemma =
                shape(
                        "{'general.architecture':'gemma3','gemma3.block_count':12,"
                                + "'gemma3.attention.head_count':8,'gemma3.attention.head_count_kv':4,"
                                + "'gemma3.attention.key_length':256,'gemma3.attention.value_length':256,"
                                + "'gemma3.attention.sliding_window':1024}");

        assertThat(gemma.windowTokens()).isEqualTo(1024);
        assertThat(gemma.windowBytesPerToken()).isEqualTo(5 * gemma.cacheBytesPerToken());
    }

    @Test
    void headsThatDifferFromLayerToLayerAreAddedUp() throws Exception {
        JsonNode shortForm =
                info(
                        "{'general.architecture':'x','x.block_count':4,'x.attention.head_count':8,"
                                + "'x.attention.head_count_kv':null,'x.attention.key_length':64}");
        assertThat(OllamaShape.needsArrays(shortForm)).isTrue();

        ModelShape mixed =
                shape(
                        "{'general.architecture':'x','x.block_count':4,'x.attention.head_count':8,"
                                + "'x.attention.head_count_kv':[0,2,0,4],"
                                + "'x.attention.key_length':64,'x.attention.value_length':64}");
        assertThat(mixed.cacheBytesPerToken()).isEqualTo((2 + 4) * 128 * 2);
    }

    @Test
    void whatSaysTooLittleIsNoShape() throws Exception {
        assertThat(OllamaShape.of(info("{}"))).isEmpty();
        assertThat(OllamaShape.of(info("{'general.architecture':'x','x.block_count':'many'}")))
                .isEmpty();
    }
}
