package io.gorgon.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.ModelNotFoundException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenAiModelChoiceTest {

    private final TestClock clock = new TestClock();
    private final List<String> served = new ArrayList<>();
    private int listings;

    @Test
    void aServerWithOneModelAnswersWithIt() {
        served.add("the-only-one");
        OpenAiModelChoice choice = choice(Map.of());

        OpenAiModelChoice.Choice chosen = choice.choose(ModelTier.FAST, null, this::list);

        assertThat(chosen.model()).isEqualTo("the-only-one");
        assertThat(chosen.tier()).isEqualTo(ModelTier.FAST);
        assertThat(chosen.notes()).isEmpty();
    }

    @Test
    void theListIsAskedForOnceInAWhile() {
        served.add("the-only-one");
        OpenAiModelChoice choice = choice(Map.of());

        choice.choose(ModelTier.FAST, null, this::list);
        choice.choose(ModelTier.STANDARD, null, this::list);
        assertThat(listings).isEqualTo(1);

        served.set(0, "another-one");
        clock.now = clock.now.plus(Duration.ofSeconds(30));
        assertThat(choice.choose(ModelTier.FAST, null, this::list).model())
                .isEqualTo("another-one");
        assertThat(listings).isEqualTo(2);
    }

    @Test
    void aModelByNameNeedsNoList() {
        assertThat(choice(Map.of()).choose(ModelTier.FAST, "mine", this::list).model())
                .isEqualTo("mine");
        assertThat(listings).isZero();
    }

    @Test
    void severalModelsAreNamedWithTheKeyToSet() {
        served.addAll(List.of("b", "a"));

        assertThatThrownBy(() -> choice(Map.of()).choose(ModelTier.FAST, null, this::list))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("llm.providers.vllm.tier_models.fast")
                .hasMessageContaining("the server has a, b");
    }

    @Test
    void aLongListIsCut() {
        IntStream.range(0, 200).forEach(number -> served.add("model-" + number));

        assertThatThrownBy(() -> choice(Map.of()).choose(ModelTier.FAST, null, this::list))
                .hasMessageContaining("and 180 more");
    }

    @Test
    void aServerWithoutModelsSaysSo() {
        assertThatThrownBy(() -> choice(Map.of()).choose(ModelTier.FAST, null, this::list))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("lists no model");
    }

    @Test
    void aChatModelNeverMakesEmbeddings() {
        OpenAiModelChoice choice = choice(Map.of(ModelTier.STANDARD, List.of("chat")));

        assertThatThrownBy(() -> choice.choose(ModelTier.EMBEDDING, null, this::list))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("tier_models.embedding");
        assertThat(listings).isZero();
    }

    private OpenAiModelChoice choice(Map<ModelTier, List<String>> tierModels) {
        return new OpenAiModelChoice(
                TestSettings.at("http://localhost:8000").with(tierModels).settings(), clock);
    }

    private List<ModelInfo> list() {
        listings++;
        return served.stream().map(ModelInfo::named).toList();
    }

    private static final class TestClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
