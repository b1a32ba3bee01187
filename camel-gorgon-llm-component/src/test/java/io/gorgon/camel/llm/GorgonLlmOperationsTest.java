package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.error.UnsupportedByProviderException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GorgonLlmOperationsTest {

    @TempDir Path folder;
    private GorgonCamel gorgon;

    @BeforeEach
    void start() {
        gorgon = GorgonCamel.withMock(folder, "answers: []").start();
    }

    @AfterEach
    void stop() {
        gorgon.close();
    }

    @Test
    void oneTextBecomesOneVector() {
        assertThat(gorgon.ask("gorgon-llm:embedding", "a text")).isInstanceOf(float[].class);
    }

    @Test
    void aListOfTextsBecomesAListOfVectors() {
        assertThat(gorgon.ask("gorgon-llm:embedding?operation=embed", List.of("one", "two")))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(2)
                .allMatch(vector -> vector instanceof float[]);
        assertThat(gorgon.ask("gorgon-llm:embedding?outputType=response", List.of("one")))
                .isInstanceOf(EmbedResponse.class);
    }

    @Test
    void modelsAreListedForAProviderAndForAll() {
        assertThat(gorgon.ask("gorgon-llm:fast?operation=models&provider=mock", "x"))
                .asInstanceOf(InstanceOfAssertFactories.list(ModelInfo.class))
                .extracting(ModelInfo::name)
                .contains("mock-fast");
        assertThat(gorgon.ask("gorgon-llm:fast?operation=models", "x"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("mock");
    }

    @Test
    void healthIsToldWithoutABody() {
        assertThat(gorgon.ask("gorgon-llm:fast?operation=health&provider=mock", null))
                .asInstanceOf(InstanceOfAssertFactories.type(ProviderHealth.class))
                .matches(ProviderHealth::usable);
    }

    @Test
    void tokensAreEstimatedWithoutACall() {
        assertThat(gorgon.ask("gorgon-llm:fast?operation=estimate", "four score and seven years"))
                .asInstanceOf(InstanceOfAssertFactories.LONG)
                .isBetween(5L, 20L);
    }

    @Test
    void pullingWithoutAProviderThatCanIsAClearError() {
        assertThat(
                        gorgon.send("gorgon-llm:fast?operation=pull", "llama3.1:8b", Map.of())
                                .getException())
                .isInstanceOf(UnsupportedByProviderException.class)
                .hasMessageContaining("no provider can fetch models");
    }
}
