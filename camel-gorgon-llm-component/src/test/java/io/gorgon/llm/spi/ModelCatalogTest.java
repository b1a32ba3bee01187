package io.gorgon.llm.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCatalogTest {

    private final ModelCatalog catalog =
            new ModelCatalog(
                    Map.of(
                            "openai",
                            List.of(
                                    ModelFacts.unknown("gpt-*"),
                                    ModelFacts.unknown("gpt-5*"),
                                    ModelFacts.unknown("gpt-5-mini"),
                                    ModelFacts.unknown("gpt-5-mini-long*"))));

    @ParameterizedTest
    @CsvSource({
        "gpt-5-mini,gpt-5-mini",
        "GPT-5-Mini,gpt-5-mini",
        "gpt-5-nano,gpt-5*",
        "gpt-4o,gpt-*",
        "gpt-5-mini-longer,gpt-5-mini-long*"
    })
    void theExactNameElseTheLongestStartDecides(String model, String facts) {
        assertThat(catalog.find("openai", model)).map(ModelFacts::name).contains(facts);
    }

    @Test
    void whatNobodyDescribedIsUnknown() {
        assertThat(catalog.find("openai", "o3")).isEmpty();
        assertThat(catalog.find("ollama", "gpt-5")).isEqualTo(Optional.empty());
        assertThat(ModelCatalog.empty().of("openai")).isEmpty();
    }
}
