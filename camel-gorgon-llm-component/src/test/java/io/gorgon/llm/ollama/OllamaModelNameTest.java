package io.gorgon.llm.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaModelNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama3.2",
                "llama3.2:latest",
                "library/llama3.2:latest",
                "registry.ollama.ai/library/llama3.2",
                "https://registry.ollama.ai/library/llama3.2:latest",
                "Llama3.2:LATEST",
                " llama3.2 "
            })
    void theSameModelHasManyNames(String name) {
        assertThat(OllamaModelName.same(name, "llama3.2")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama3.2:1b",
                "llama3.1",
                "me/llama3.2",
                "example.org/library/llama3.2",
                "llama3.2-vision"
            })
    void anotherModelIsNotTheSame(String name) {
        assertThat(OllamaModelName.same(name, "llama3.2")).isFalse();
    }

    @Test
    void thePortOfAHostIsNoTag() {
        assertThat(OllamaModelName.of("localhost:5000/team/model"))
                .isEqualTo(new OllamaModelName("localhost:5000", "team", "model", "latest"));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-oss:120b-cloud,true",
        "GPT-OSS:120B-CLOUD,true",
        "kimi-k2:cloud,true",
        "me/model:cloud,true",
        "model-cloud,true",
        "cloud:7b,false",
        "cloudy:latest,false",
        "llama3.2,false"
    })
    void cloudModelsAreKnownByTheirNames(String name, boolean cloud) {
        assertThat(OllamaModelName.of(name).namesCloud()).isEqualTo(cloud);
    }
}
