package io.gorgon.budget;

import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelRequest;
import io.gorgon.llm.error.NotAllowedException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/**
 * The most that a call can use and cost, over all providers and models that may serve it.
 *
 * @param inputTokens all tokens that are read, of an eventual repair too
 * @param outputTokens all tokens that are written
 * @param microUsd millionths of a US dollar
 */
public record CallEstimate(long inputTokens, long outputTokens, long microUsd) {

    /** What tells a model what was wrong with an answer that does not obey its schema. */
    private static final int REPAIR_PROMPT = 400;

    public long tokens() {
        return inputTokens + outputTokens;
    }

    /** Makes estimates of one request, for different maxima of answer tokens. */
    static final class Maker {

        private final List<Candidate> candidates;
        private final List<Long> inputBounds;
        private final PriceTable prices;
        private final LocalDate day;
        private final boolean mayRepair;

        /**
         * @param stream whether the answer is read in pieces, and so never repaired
         */
        Maker(
                ModelRequest request,
                boolean stream,
                List<Candidate> candidates,
                TokenEstimator estimator,
                PriceTable prices,
                LocalDate day) {
            this.candidates = candidates;
            this.prices = prices;
            this.day = day;
            this.mayRepair =
                    !stream && request instanceof LlmRequest chat && chat.responseSchema() != null;
            this.inputBounds =
                    candidates.stream()
                            .map(candidate -> inputBound(request, candidate, estimator))
                            .toList();
        }

        private static long inputBound(
                ModelRequest request, Candidate candidate, TokenEstimator estimator) {
            List<String> models = candidate.models().isEmpty() ? List.of("") : candidate.models();
            long bound = 0;
            for (String model : models) {
                bound =
                        Math.max(
                                bound,
                                request instanceof LlmRequest chat
                                        ? estimator.inputBound(candidate.type(), model, chat)
                                        : estimator.inputBound(
                                                candidate.type(), model, (EmbedRequest) request));
            }
            return bound;
        }

        /**
         * @param maxTokens the most tokens of one answer
         * @throws NotAllowedException if a model that costs money has no price
         */
        CallEstimate of(long maxTokens) {
            long input = 0;
            BigDecimal cost = BigDecimal.ZERO;
            for (int i = 0; i < candidates.size(); i++) {
                long first = inputBounds.get(i);
                long repair = mayRepair ? first + maxTokens + REPAIR_PROMPT : 0;
                input = Math.max(input, first + repair);
                cost = cost.max(cost(candidates.get(i), first, repair, maxTokens));
            }
            long output = mayRepair ? 2 * maxTokens : maxTokens;
            return new CallEstimate(input, output, Money.microUsd(cost));
        }

        private BigDecimal cost(Candidate candidate, long first, long repair, long maxTokens) {
            BigDecimal dearest = BigDecimal.ZERO;
            if (candidate.local()) {
                return dearest;
            }
            for (String model : candidate.models()) {
                BigDecimal cost = bound(candidate, model, first, maxTokens);
                if (repair > 0) {
                    cost = cost.add(bound(candidate, model, repair, maxTokens));
                }
                dearest = dearest.max(cost);
            }
            return dearest;
        }

        private BigDecimal bound(Candidate candidate, String model, long input, long output) {
            return prices.upperBound(candidate.type(), model, input, output, day)
                    .orElseThrow(() -> UnknownPrice.refusal(candidate, model));
        }
    }

    /** Conversions of amounts. */
    static final class Money {

        private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE / 4);

        private Money() {}

        /** Millionths of a US dollar, rounded up. */
        static long microUsd(BigDecimal usd) {
            return usd.movePointRight(6).setScale(0, RoundingMode.CEILING).min(MOST).longValue();
        }
    }
}
