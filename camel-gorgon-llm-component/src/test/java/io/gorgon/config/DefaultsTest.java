package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.budget.Price;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.http.Timeouts;
import io.gorgon.llm.spi.ModelFacts;
import io.gorgon.llm.spi.ProviderSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultsTest {

    private static final GorgonConfig ALL =
            Configs.withProviders("hybrid", "ollama:\nanthropic:\nopenai:\nmock:");

    @Test
    void eachTypeHasItsAddressAndItsKey() {
        assertThat(ALL.providers())
                .extracting(
                        settings -> String.valueOf(settings.baseUrl()),
                        ProviderSettings::apiKeyEnv,
                        ProviderSettings::local)
                .containsExactly(
                        tuple("http://localhost:11434", null, true),
                        tuple("https://api.anthropic.com", "ANTHROPIC_API_KEY", false),
                        tuple("https://api.openai.com/v1", "OPENAI_API_KEY", false),
                        tuple("null", null, true));
    }

    @Test
    void eachTypeHasItsModels() {
        assertThat(Configs.provider(ALL, "ollama").tierModels())
                .isEqualTo(
                        Map.of(
                                ModelTier.REASONING,
                                List.of(
                                        "qwen2.5:72b",
                                        "llama3.1:70b",
                                        "deepseek-r1:32b",
                                        "qwen2.5:32b"),
                                ModelTier.STANDARD,
                                List.of("qwen2.5:14b", "llama3.1:8b", "mistral:7b"),
                                ModelTier.FAST,
                                List.of("qwen2.5:3b", "llama3.2:3b", "phi3:mini"),
                                ModelTier.EMBEDDING,
                                List.of("nomic-embed-text", "all-minilm")));
        assertThat(Configs.provider(ALL, "anthropic").tierModels())
                .isEqualTo(
                        Map.of(
                                ModelTier.REASONING, List.of("claude-opus-5-5"),
                                ModelTier.STANDARD, List.of("claude-sonnet-5-5"),
                                ModelTier.FAST, List.of("claude-haiku-5-5")));
        assertThat(Configs.provider(ALL, "openai").tierModels())
                .isEqualTo(
                        Map.of(
                                ModelTier.REASONING, List.of("gpt-5.6-sol"),
                                ModelTier.STANDARD, List.of("gpt-5.6-terra"),
                                ModelTier.FAST, List.of("gpt-5.6-luna"),
                                ModelTier.EMBEDDING, List.of("text-embedding-3-small")));
    }

    @Test
    void localServersGetMoreTimeForTheFirstToken() {
        Timeouts local = seconds(5, 300, 60, 900);
        Timeouts cloud = seconds(10, 60, 60, 600);

        assertThat(Configs.provider(ALL, "ollama").timeouts()).isEqualTo(local);
        assertThat(Configs.provider(ALL, "mock").timeouts()).isEqualTo(local);
        assertThat(Configs.provider(ALL, "anthropic").timeouts()).isEqualTo(cloud);
        assertThat(
                        Configs.provider(
                                        Configs.withProviders("hybrid", "ollama: {local: false}"),
                                        "ollama")
                                .timeouts())
                .isEqualTo(cloud);
    }

    private static Timeouts seconds(int connect, int firstToken, int idle, int total) {
        return new Timeouts(
                Duration.ofSeconds(connect),
                Duration.ofSeconds(firstToken),
                Duration.ofSeconds(idle),
                Duration.ofSeconds(total));
    }

    @Test
    void answersAreLimitedAndTheNumberOfConnectionsIsLeftToTheTransport() {
        assertThat(ALL.providers())
                .allSatisfy(
                        settings -> {
                            assertThat(settings.maxResponseBytes()).isEqualTo(32L * 1024 * 1024);
                            assertThat(settings.maxConnections()).isNull();
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic, claude-opus-5-5, 1000000, 128000, false",
        "anthropic, claude-sonnet-5-5, , , false",
        "anthropic, claude-haiku-5-5, , , false",
        "anthropic, claude-opus-5, , , false",
        "anthropic, claude-sonnet-5, , , false",
        "anthropic, claude-opus-4-8, , , false",
        "anthropic, claude-opus-4-7, , , false",
        "anthropic, claude-opus-4-6, , , true",
        "anthropic, claude-sonnet-4-6, , , true",
        "anthropic, claude-haiku-4-5-20251001, 200000, 64000, true",
        "anthropic, claude-opus-4-5-20251101, 200000, , true",
        "anthropic, claude-sonnet-4-5-20250929, 200000, , true",
        "anthropic, claude-of-next-year, , , false",
        "openai, gpt-5.6-sol, , , false",
        "openai, gpt-5.6-terra, , , false",
        "openai, gpt-5.6-luna, , , false",
        "openai, gpt-5.5, , , false",
        "openai, gpt-5.4, , , false",
        "openai, gpt-5.4-mini, , , false",
        "openai, gpt-5.4-nano, , , false",
        "openai, gpt-6-sol, , , false",
        "openai, o3-mini, , , false",
        "openai, text-embedding-3-small, 8192, , false",
    })
    void theTableHasWhatIsKnownOfEachModel(
            String type, String model, Integer context, Integer output, boolean temperature) {
        ModelFacts facts = ALL.models().find(type, model).orElseThrow();

        assertThat(facts.contextTokens()).isEqualTo(context);
        assertThat(facts.maxOutputTokens()).isEqualTo(output);
        assertThat(facts.temperature()).isEqualTo(temperature);
        boolean reasoning = type.equals("openai") && !model.startsWith("text-");
        assertThat(facts.maxTokensField()).isEqualTo(reasoning ? "max_completion_tokens" : null);
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic, claude-opus-5-5, 4, 20, 0.20, 5",
        "anthropic, claude-sonnet-5-5, 2, 10, 0.20, 2.50",
        "anthropic, claude-haiku-5-5, 0.10, 0.50, 0.01, 0.125",
        "anthropic, claude-opus-5, 5, 25, 0.50, 6.25",
        "anthropic, claude-sonnet-5, 2, 10, 0.20, 2.50",
        "anthropic, claude-haiku-4-5-20251001, 1, 5, 0.10, 1.25",
        "anthropic, claude-opus-4-5-20251101, 5, 25, 0.50, 6.25",
        "anthropic, claude-sonnet-4-5-20250929, 3, 15, 0.30, 3.75",
        "anthropic, claude-opus-4-8, 5, 25, 0.50, 6.25",
        "anthropic, claude-opus-4-7, 5, 25, 0.50, 6.25",
        "anthropic, claude-opus-4-6, 5, 25, 0.50, 6.25",
        "anthropic, claude-sonnet-4-6, 3, 15, 0.30, 3.75",
        "openai, gpt-5.6-sol, 5, 30, 0.50, ",
        "openai, gpt-5.6-terra, 2, 12, , ",
        "openai, gpt-5.6-luna, 0.20, 1.20, , ",
        "openai, gpt-5.5, 5, 30, 0.50, ",
        "openai, gpt-5.4, 2.50, 15, 0.25, ",
        "openai, gpt-5.4-mini, 0.75, 4.50, 0.075, ",
        "openai, gpt-5.4-nano, 0.20, 1.25, 0.02, ",
        "openai, gpt-6-sol*, 2, 10, 0.20, 2.50",
        "openai, gpt-6-luna*, 0.10, 0.50, 0.01, ",
        "anthropic, claude-fable-5*, 10, 50, 1, 12.50",
        "openai, text-embedding-3-small, 0.02, 0, , ",
    })
    void todaysPricesAreThoseOfThePages(
            String type,
            String model,
            BigDecimal input,
            BigDecimal output,
            BigDecimal read,
            BigDecimal write) {
        Price price = price(type, model, LocalDate.of(2026, 11, 22));

        assertThat(price.input()).isEqualByComparingTo(input);
        assertThat(price.output()).isEqualByComparingTo(output);
        assertSame(price.cacheRead(), read);
        assertSame(price.cacheWrite(), write);
        assertThat(price.source()).contains("2026");
    }

    private static void assertSame(BigDecimal actual, BigDecimal expected) {
        if (expected == null) {
            assertThat(actual).isNull();
        } else {
            assertThat(actual).isEqualByComparingTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5.6-terra, 2026-07-30, 2.50, 15",
        "gpt-5.6-terra, 2026-07-31, 2, 12",
        "gpt-5.6-luna, 2026-07-30, 1, 6",
        "gpt-5.6-luna, 2026-07-31, 0.20, 1.20",
    })
    void theChangeOfPricesHasItsDay(
            String model, LocalDate day, BigDecimal input, BigDecimal output) {
        assertThat(price("openai", model, day).input()).isEqualByComparingTo(input);
        assertThat(price("openai", model, day).output()).isEqualByComparingTo(output);
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic, claude-haiku-5-5, 100000, 5, 5",
        "openai, gpt-5.6-sol, 272000, 2, 1.5",
        "openai, gpt-5.6-terra, 272000, 2, 1.5",
        "openai, gpt-5.6-luna, 272000, 2, 1.5",
    })
    void longPromptsCostMore(
            String type, String model, long over, BigDecimal input, BigDecimal output) {
        Price price = price(type, model, LocalDate.of(2026, 11, 22));

        assertThat(price.longContextOver()).isEqualTo(over);
        assertThat(price.longContextInputFactor()).isEqualByComparingTo(input);
        assertThat(price.longContextOutputFactor()).isEqualByComparingTo(output);
    }

    private static Price price(String type, String model, LocalDate day) {
        List<Price> prices =
                ALL.prices().prices().stream()
                        .filter(price -> price.provider().equals(type))
                        .filter(price -> price.model().equals(model))
                        .filter(
                                price ->
                                        price.validFrom() == null
                                                || !day.isBefore(price.validFrom()))
                        .filter(price -> price.validTo() == null || !day.isAfter(price.validTo()))
                        .toList();
        assertThat(prices).as("one price of %s on %s", model, day).hasSize(1);
        return prices.get(0);
    }

    @Test
    void everyModelWithAPriceIsKnownAndEveryDefaultModelHasAPrice() {
        ModelTable table =
                new ModelTable(Defaults.instance().models(), JsonNodeFactory.instance.objectNode());
        assertThat(ALL.prices().prices())
                .filteredOn(price -> !price.model().endsWith("*"))
                .allSatisfy(
                        price ->
                                assertThat(table.knows(price.provider(), price.model()))
                                        .as(price.model())
                                        .isTrue());
        ALL.providers().stream()
                .filter(settings -> !settings.local())
                .forEach(
                        settings ->
                                settings.tierModels()
                                        .values()
                                        .forEach(
                                                names ->
                                                        names.forEach(
                                                                name ->
                                                                        price(
                                                                                settings.type(),
                                                                                name,
                                                                                LocalDate.of(
                                                                                        2026, 11,
                                                                                        22)))));
    }

    @Test
    void theDefaultsObeyTheSchemaThemselves() {
        ObjectNode llm = JsonNodeFactory.instance.objectNode();
        ObjectNode models = Defaults.instance().models().deepCopy();
        for (JsonNode type : models) {
            for (JsonNode model : type) {
                ((ObjectNode) model).remove(List.of("retired_on", "replaced_by"));
            }
        }
        llm.set("models", models);
        llm.set("prices", Defaults.instance().prices());
        llm.set("budget", Defaults.instance().budget());
        llm.set("hardware", Defaults.instance().hardware());
        ObjectNode providers = llm.putObject("providers");
        Defaults.instance()
                .types()
                .forEach(type -> providers.set(type, Defaults.instance().type(type)));
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("llm", llm);

        assertThat(ConfigSchema.instance().check(whole)).isEmpty();
    }

    @Test
    void retiredModelsNameOneThatCanBeCalled() {
        ModelTable table =
                new ModelTable(Defaults.instance().models(), JsonNodeFactory.instance.objectNode());
        List<String> retired =
                ALL.models().of("anthropic").stream()
                        .map(ModelFacts::name)
                        .filter(name -> table.retirement("anthropic", name).isPresent())
                        .toList();

        assertThat(retired).isNotEmpty();
        assertThat(retired)
                .allSatisfy(
                        name ->
                                assertThat(table.usable("anthropic"))
                                        .doesNotContain(name)
                                        .contains(
                                                table.retirement("anthropic", name)
                                                        .orElseThrow()
                                                        .replacement()));
    }
}
