package io.gorgon.budget;

import io.gorgon.llm.CallRecord;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.InvalidOutputException;
import io.gorgon.llm.spi.ProviderSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Books how one admitted call ended, and tells it where the answers of the call are kept right
 * before. The first end counts; later ones do nothing. Thread-safe.
 */
public final class Settlement {

    /** What a provider may write before it notices that nobody reads any more. */
    private static final long IN_FLIGHT_TOKENS = 64;

    private final Admission admission;
    private final BudgetLedger ledger;
    private final TokenEstimator estimator;
    private final PriceTable prices;
    private final Clock clock;
    private final AtomicBoolean told = new AtomicBoolean();

    Settlement(
            Admission admission,
            BudgetLedger ledger,
            TokenEstimator estimator,
            PriceTable prices,
            Clock clock) {
        this.admission = admission;
        this.ledger = ledger;
        this.estimator = estimator;
        this.prices = prices;
        this.clock = clock;
    }

    public Admission admission() {
        return admission;
    }

    /**
     * The call brought an answer.
     *
     * @param failed what attempts before it used; never null
     */
    public void answered(LlmResponse response, List<AttemptUsage> failed) {
        book(
                response.provider(),
                response.model(),
                response.usage(),
                failed,
                (record, tokens, microUsd) -> record.answered(response, tokens, microUsd));
        boolean isOneCall = response.attempts() == 1 && response.usage().totalTokens() > 0;
        if (isOneCall && admission.call().request() instanceof LlmRequest chat) {
            estimator.learn(response.providerType(), response.model(), chat, response.usage());
        }
    }

    /**
     * The call brought vectors.
     *
     * @param failed what attempts before it used; never null
     */
    public void answered(EmbedResponse response, List<AttemptUsage> failed) {
        book(
                response.provider(),
                response.model(),
                response.usage(),
                failed,
                (record, tokens, microUsd) -> record.answered(response, tokens, microUsd));
    }

    /**
     * The call failed: gives the reservation back when nothing was sent, and books it in doubt when
     * the answer may have been lost.
     *
     * @param failed what attempts before it used; never null
     */
    public void failed(Throwable failure, List<AttemptUsage> failed) {
        Optional<LlmResponse> invalid = invalidAnswer(failure);
        if (invalid.isPresent()) {
            LlmResponse response = invalid.get();
            book(
                    response.provider(),
                    response.model(),
                    response.usage(),
                    failed,
                    (record, tokens, microUsd) -> record.failed(failure, tokens, microUsd));
        } else if (LostAnswer.isPossible(failure)) {
            lost(failure, failed);
        } else if (failed.isEmpty()) {
            tell(record -> record.failed(failure, 0, 0));
            ledger.release(admission.reservation());
        } else {
            long tokens = tokens(failed);
            long microUsd = cost(failed);
            tell(record -> record.failed(failure, tokens, microUsd));
            ledger.settle(admission.reservation(), tokens, microUsd, isEstimated(failed));
        }
    }

    private static Optional<LlmResponse> invalidAnswer(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidOutputException invalid && invalid.response() != null) {
                return Optional.of(invalid.response());
            }
        }
        return Optional.empty();
    }

    /**
     * Nobody knows how the call ended.
     *
     * @param failure what is known of it; never null
     * @param failed what attempts before it used; never null
     */
    public void lost(Throwable failure, List<AttemptUsage> failed) {
        Reservation reservation = admission.reservation();
        lost(failure, reservation.tokens() + tokens(failed), reservation.microUsd() + cost(failed));
    }

    private void lost(Throwable failure, long tokens, long microUsd) {
        tell(record -> record.lost(failure, tokens, microUsd));
        ledger.settleInDoubt(admission.reservation(), tokens, microUsd);
    }

    /** The reader left before the end: the input was read, and what came was written. */
    void closedEarly(LlmResponse soFar) {
        Reservation reservation = admission.reservation();
        TokenUsage usage = soFar.usage();
        long input = Math.max(usage.inputTokens(), admission.estimate().inputTokens());
        long output = usage.outputTokens() + usage.outputTokens() / 4 + IN_FLIGHT_TOKENS;
        TokenUsage atMost = TokenUsage.estimated(input, output);
        CancelledException left =
                new CancelledException(
                        soFar.provider(),
                        soFar.model(),
                        0,
                        "the stream was closed before its end",
                        null);
        lost(
                left,
                Math.min(reservation.tokens(), atMost.totalTokens()),
                Math.min(reservation.microUsd(), cost(soFar.provider(), soFar.model(), atMost)));
    }

    /** The same stream; its end, however it comes, ends the reservation. */
    public TokenStream settling(TokenStream stream, List<AttemptUsage> failed) {
        return new SettlingTokenStream(stream, this, failed);
    }

    /** What the place where the answers are kept is told of an end, with what is booked. */
    @FunctionalInterface
    private interface Ending {
        void tell(CallRecord record, long tokens, long microUsd);
    }

    private void book(
            String provider,
            String model,
            TokenUsage usage,
            List<AttemptUsage> failed,
            Ending ending) {
        long tokens = usage.totalTokens() + tokens(failed);
        long microUsd = cost(provider, model, usage) + cost(failed);
        tell(record -> ending.tell(record, tokens, microUsd));
        ledger.settle(
                admission.reservation(),
                tokens,
                microUsd,
                usage.estimated() || isEstimated(failed));
    }

    private void tell(Consumer<CallRecord> ending) {
        CallRecord record = admission.call().request().record();
        if (record != null && !told.getAndSet(true)) {
            ending.accept(record);
        }
    }

    private static long tokens(List<AttemptUsage> attempts) {
        return attempts.stream().mapToLong(attempt -> attempt.usage().totalTokens()).sum();
    }

    private static boolean isEstimated(List<AttemptUsage> attempts) {
        return attempts.stream().anyMatch(attempt -> attempt.usage().estimated());
    }

    private long cost(List<AttemptUsage> attempts) {
        long cost = 0;
        for (AttemptUsage attempt : attempts) {
            cost += cost(attempt.provider(), attempt.model(), attempt.usage());
        }
        return cost;
    }

    /** In millionths of a US dollar; what was reserved when nobody knows better. */
    private long cost(String provider, String model, TokenUsage usage) {
        Optional<ProviderSettings> settings =
                admission.call().providers().stream()
                        .filter(each -> each.name().equals(provider))
                        .findFirst();
        if (settings.isEmpty()) {
            return admission.reservation().microUsd();
        }
        if (settings.get().local()) {
            return 0;
        }
        LocalDate day = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        String type = settings.get().type();
        Optional<BigDecimal> exact =
                model == null ? Optional.empty() : prices.cost(type, model, usage, day);
        return exact.or(() -> dearest(provider, usage, day))
                .map(CallEstimate.Money::microUsd)
                .orElse(admission.reservation().microUsd());
    }

    /** Providers report names with dates in them, which no table knows: the asked one's price. */
    private Optional<BigDecimal> dearest(String provider, TokenUsage usage, LocalDate day) {
        BigDecimal dearest = null;
        for (Candidate candidate : admission.call().candidates(false, prices, day)) {
            if (!candidate.provider().equals(provider)) {
                continue;
            }
            for (String model : candidate.models()) {
                Optional<Price> price =
                        prices.find(candidate.type(), model, day).or(prices::unknown);
                if (price.isEmpty()) {
                    continue;
                }
                BigDecimal cost = price.get().cost(usage);
                dearest = dearest == null ? cost : dearest.max(cost);
            }
        }
        return Optional.ofNullable(dearest);
    }
}
