package io.gorgon.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.TokenUsage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PriceTableTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 10);
    private static final long MILLION = 1_000_000;

    private final PriceTable prices =
            new PriceTable(
                    List.of(
                            price("anthropic", "claude-opus-5-5", "4", "20", "0.20", "5.00"),
                            price("anthropic", "claude-opus-*", "5", "25", null, null),
                            price("anthropic", "claude-*", "3", "15", null, null),
                            longContext(
                                    price(
                                            "anthropic",
                                            "claude-haiku-5-5",
                                            "0.10",
                                            "0.50",
                                            null,
                                            null),
                                    100_000,
                                    "5",
                                    "5"),
                            price("openai", "gpt-6-sol", "2", "10", "0.20", "2.50"),
                            longContext(
                                    price("openai", "gpt-5.6-sol", "5", "30", "0.50", null),
                                    272_000,
                                    "2",
                                    "1.5"),
                            valid(
                                    price("openai", "gpt-5.6-luna", "1", "6", null, null),
                                    null,
                                    LocalDate.of(2026, 7, 30)),
                            valid(
                                    price("openai", "gpt-5.6-luna", "0.20", "1.20", null, null),
                                    LocalDate.of(2026, 7, 31),
                                    null)));

    @Test
    void inputAndOutputAreCountedByTheMillion() {
        assertThat(cost("anthropic", "claude-opus-5-5", TokenUsage.reported(MILLION, MILLION)))
                .isEqualByComparingTo("24");
    }

    @Test
    void aSingleTokenIsCountedExactly() {
        assertThat(cost("anthropic", "claude-haiku-5-5", TokenUsage.reported(1, 1)))
                .isEqualByComparingTo("0.0000006");
    }

    @Test
    void noTokensCostNothing() {
        assertThat(cost("anthropic", "claude-opus-5-5", TokenUsage.reported(0, 0))).isZero();
    }

    @Test
    void cacheReadsAndWritesHaveTheirOwnPriceWithinTheInput() {
        TokenUsage usage = new TokenUsage(1_000_000, 0, 600_000L, 300_000L, null, false);

        // 0.1M at 4, 0.6M at 0.20 and 0.3M at 5
        assertThat(cost("anthropic", "claude-opus-5-5", usage)).isEqualByComparingTo("2.02");
    }

    @Test
    void cacheTokensWithoutTheirOwnPriceCostWhatInputCosts() {
        TokenUsage usage = new TokenUsage(1_000_000, 0, 600_000L, 300_000L, null, false);

        assertThat(cost("anthropic", "claude-opus-5", usage)).isEqualByComparingTo("5");
    }

    @Test
    void moreCachedTokensThanInputNeverMakeTheRestNegative() {
        TokenUsage usage = new TokenUsage(10, 0, 1_000_000L, null, null, false);

        assertThat(cost("anthropic", "claude-opus-5-5", usage)).isEqualByComparingTo("0.20");
    }

    @Test
    void reasoningIsPartOfTheOutputAndNotCountedTwice() {
        TokenUsage usage = new TokenUsage(0, 1_000_000, null, null, 900_000L, false);

        assertThat(cost("openai", "gpt-6-sol", usage)).isEqualByComparingTo("10");
    }

    @Test
    void aLongPromptMakesTheWholeRequestDearer() {
        assertThat(cost("anthropic", "claude-haiku-5-5", TokenUsage.reported(100_001, 1_000)))
                .isEqualByComparingTo("0.0525005");
        assertThat(cost("openai", "gpt-5.6-sol", TokenUsage.reported(400_000, 100_000)))
                .isEqualByComparingTo("8.5");
    }

    @Test
    void aPromptAtTheLimitIsNotALongOne() {
        assertThat(cost("anthropic", "claude-haiku-5-5", TokenUsage.reported(100_000, 1_000)))
                .isEqualByComparingTo("0.0105");
        assertThat(cost("openai", "gpt-5.6-sol", TokenUsage.reported(272_000, 0)))
                .isEqualByComparingTo("1.36");
    }

    @Test
    void cachedInputOfALongPromptIsDearerToo() {
        TokenUsage usage = new TokenUsage(400_000, 0, 300_000L, null, null, false);

        assertThat(cost("openai", "gpt-5.6-sol", usage)).isEqualByComparingTo("1.30");
    }

    @Test
    void thePriceOfTheDayApplies() {
        TokenUsage usage = TokenUsage.reported(MILLION, MILLION);

        assertThat(prices.cost("openai", "gpt-5.6-luna", usage, LocalDate.of(2026, 7, 30)).get())
                .isEqualByComparingTo("7");
        assertThat(prices.cost("openai", "gpt-5.6-luna", usage, LocalDate.of(2026, 7, 31)).get())
                .isEqualByComparingTo("1.4");
    }

    @Test
    void ofSeveralValidPricesTheLatestApplies() {
        PriceTable overlapping =
                new PriceTable(
                        List.of(
                                valid(flat("2"), LocalDate.of(2026, 3, 1), null),
                                valid(flat("3"), LocalDate.of(2026, 6, 1), null),
                                flat("1")));

        assertThat(overlapping.cost("openai", "m", TokenUsage.reported(MILLION, 0), TODAY).get())
                .isEqualByComparingTo("3");
    }

    @Test
    void theLongestStartOfANameThatFitsApplies() {
        TokenUsage usage = TokenUsage.reported(MILLION, 0);

        assertThat(cost("anthropic", "claude-opus-4-8", usage)).isEqualByComparingTo("5");
        assertThat(cost("anthropic", "claude-sonnet-4-5-20250929", usage))
                .isEqualByComparingTo("3");
        assertThat(cost("anthropic", "Claude-Opus-5-5", usage)).isEqualByComparingTo("4");
    }

    @Test
    void anUnknownPriceIsEmptyAndNotZero() {
        TokenUsage usage = TokenUsage.reported(1, 1);

        assertThat(prices.cost("openai", "claude-opus-5-5", usage, TODAY)).isEmpty();
        assertThat(prices.cost("openai", "gpt-5.6", usage, TODAY)).isEmpty();
        assertThat(prices.cost("ollama", "qwen2.5:3b", usage, TODAY)).isEmpty();
    }

    @Test
    void aPriceThatIsNotValidOnTheDayIsUnknown() {
        PriceTable future = new PriceTable(List.of(valid(flat("1"), TODAY.plusDays(1), null)));

        assertThat(future.cost("openai", "m", TokenUsage.reported(1, 1), TODAY))
                .isEqualTo(Optional.empty());
    }

    private BigDecimal cost(String type, String model, TokenUsage usage) {
        return prices.cost(type, model, usage, TODAY).orElseThrow();
    }

    private static Price flat(String input) {
        return price("openai", "m", input, "0", null, null);
    }

    private static Price price(
            String provider,
            String model,
            String input,
            String output,
            String cacheRead,
            String cacheWrite) {
        return new Price(
                provider,
                model,
                null,
                null,
                new BigDecimal(input),
                new BigDecimal(output),
                cacheRead == null ? null : new BigDecimal(cacheRead),
                cacheWrite == null ? null : new BigDecimal(cacheWrite),
                null,
                null,
                null,
                "vendor page, November 2026");
    }

    private static Price longContext(Price price, long over, String input, String output) {
        return new Price(
                price.provider(),
                price.model(),
                price.validFrom(),
                price.validTo(),
                price.input(),
                price.output(),
                price.cacheRead(),
                price.cacheWrite(),
                over,
                new BigDecimal(input),
                new BigDecimal(output),
                price.source());
    }

    private static Price valid(Price price, LocalDate from, LocalDate to) {
        return new Price(
                price.provider(),
                price.model(),
                from,
                to,
                price.input(),
                price.output(),
                price.cacheRead(),
                price.cacheWrite(),
                price.longContextOver(),
                price.longContextInputFactor(),
                price.longContextOutputFactor(),
                price.source());
    }
}
