package io.gorgon.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.TokenUsage;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenEstimatorTest {

    private static final Encoding O200K =
            Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    private static final Encoding CL100K =
            Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);

    private final EstimateRatios ratios = EstimateRatios.inMemory();
    private final TokenEstimator estimator = new TokenEstimator(ratios);

    /** Texts of the kinds that agents send; with how many times the truth an estimate may be. */
    enum Sample {
        ENGLISH(
                2.2,
                "The committee met on Tuesday to discuss the quarterly report. Although revenue had"
                        + " risen, several members were concerned about the growing cost of"
                        + " infrastructure and asked for a detailed breakdown before approving the"
                        + " budget for the coming year. "),
        GERMAN(
                1.9,
                "Die Geschwindigkeitsbegrenzung auf der Bundesstraße wurde nach Rücksprache mit der"
                        + " Straßenverkehrsbehörde aufgehoben. Über die Wiedereinführung entscheidet"
                        + " der Verkehrsausschuss in der nächsten Sitzung. "),
        CODE(
                2.2,
                "for (int i = 0; i < values.length; i++) {\n    if (values[i] != null &&"
                        + " values[i].getSize() > MAX_SIZE) {\n        throw new"
                        + " IllegalArgumentException(\"too large: \" + i);\n    }\n}\n"),
        JSON(
                2.2,
                "{\"id\": 48213, \"createdAt\": \"2026-11-22T10:15:30.123Z\", \"items\": [{\"sku\":"
                        + " \"AB-1029\", \"price\": 12.50, \"tags\": [\"new\", \"sale\"]}, null,"
                        + " true]}\n"),
        CHINESE(2.9, "委员会在星期二开会讨论季度报告。虽然收入有所增加，但几位成员对基础设施成本的增长表示关注，并要求提供详细的分类说明。"),
        ARABIC(
                3.2,
                "اجتمعت اللجنة يوم الثلاثاء لمناقشة التقرير الفصلي. وعلى الرغم من ارتفاع الإيرادات"
                        + " أعرب العديد من الأعضاء عن قلقهم بشأن تزايد تكاليف البنية التحتية. "),
        EMOJI(3, "👩‍👩‍👧‍👦🎉🔥🚀🤖💾🧪🏳️‍🌈👍🏽🥐🦕🇩🇪🇫🇷🪩🫠"),
        RUSSIAN(
                3.6,
                "Комитет собрался во вторник, чтобы обсудить квартальный отчёт и растущие расходы на"
                        + " инфраструктуру. "),
        BASE64(1.8, base64()),
        NUMBERS(3.5, "3.14159 2.71828 1000000 42 65536 0x1F 17 9007199254740991 -12.5e-3\n");

        final double most;
        final String text;

        Sample(double most, String text) {
            this.most = most;
            this.text = text;
        }

        private static String base64() {
            byte[] bytes = new byte[600];
            new Random(1).nextBytes(bytes);
            return Base64.getEncoder().encodeToString(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTokenizersOfOpenAiAreExact(Sample sample) {
        String text = sample.text.repeat(5);

        assertThat(Tokenizer.of("openai", "gpt-5.6-sol").count(text))
                .isEqualTo(O200K.countTokensOrdinary(text));
        assertThat(Tokenizer.of("openai", "text-embedding-3-small").count(text))
                .isEqualTo(CL100K.countTokensOrdinary(text));
    }

    /** Measured against a newer and an older vocabulary, as that of other models is not public. */
    @ParameterizedTest
    @EnumSource
    void anEstimateIsNeverTooLowAndNotMuchTooHigh(Sample sample) {
        String text = sample.text.repeat(5);

        double estimate = Tokenizer.of("anthropic", "claude-opus-5-5").count(text);

        double newer = estimate / O200K.countTokensOrdinary(text);
        double older = estimate / CL100K.countTokensOrdinary(text);
        assertThat(newer).as("against o200k_base").isBetween(1.0, sample.most);
        assertThat(older).as("against cl100k_base").isBetween(1.0, sample.most);
    }

    @Test
    void marksOfSpecialTokensInATextAreText() {
        assertThat(Tokenizer.of("openai", "gpt-5.6-sol").count("<|endoftext|>")).isPositive();
    }

    @Test
    void otherModelsBehindTheLanguageOfOpenAiAreEstimated() {
        String text = Sample.ENGLISH.text;

        assertThat(Tokenizer.of("openai", "mistral-7b").count(text)).isEqualTo(TextBound.of(text));
    }

    private static LlmRequest request() {
        return LlmRequest.of(Sample.ENGLISH.text.repeat(4));
    }

    private long bound() {
        return estimator.inputBound("anthropic", "claude", request());
    }

    private void reported(double ratio) {
        long estimate = estimator.estimate("anthropic", "claude", request());
        long tokens = Math.round(estimate * ratio);
        estimator.learn("anthropic", "claude", request(), TokenUsage.reported(tokens, 1));
    }

    @Test
    void aBoundThatWasTooLowRisesAtOnce() {
        long before = bound();

        reported(1.6);

        assertThat(bound()).isGreaterThan((long) (before * 1.6));
    }

    @Test
    void aBoundThatWasTooHighFallsSlowlyAndNotBelowTheSafeOne() {
        long before = bound();
        reported(1);
        reported(0.5);
        assertThat(bound()).isGreaterThan(before);

        for (int i = 0; i < 100; i++) {
            reported(0.2);
        }

        long estimate = estimator.estimate("anthropic", "claude", request());
        assertThat(bound())
                .isLessThan(before)
                .isGreaterThanOrEqualTo((long) (estimate * TokenEstimator.LOWEST));
    }

    @Test
    void anAbsurdReportIsBounded() {
        reported(1000);

        long estimate = estimator.estimate("anthropic", "claude", request());
        assertThat(bound()).isLessThanOrEqualTo((long) (estimate * TokenEstimator.HIGHEST) + 20);
    }

    @Test
    void estimatesTeachNothing() {
        long before = bound();

        estimator.learn("anthropic", "claude", request(), TokenUsage.estimated(100_000, 1));

        assertThat(bound()).isEqualTo(before);
    }

    @Test
    void whatWasLearnedIsKeptForTheNextProcess() {
        reported(1.6);

        assertThat(new TokenEstimator(ratios).inputBound("anthropic", "claude", request()))
                .isEqualTo(bound());
        assertThat(estimator.inputBound("anthropic", "other", request())).isLessThan(bound());
    }
}
