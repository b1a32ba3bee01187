package io.gorgon.budget;

import io.gorgon.llm.CallRecord;
import io.gorgon.llm.error.BudgetExceededException;
import io.gorgon.llm.error.NotAllowedException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets calls be made for which there is budget. Thread-safe. */
public final class CallBudget {

    private static final Logger LOG = LoggerFactory.getLogger(CallBudget.class);

    /** Others may take what was just seen to be left. */
    private static final int SHRINK_ATTEMPTS = 8;

    private static final int MAX_REMEMBERED_WARNINGS = 10_000;

    private final BudgetLedger ledger;
    private final TokenEstimator estimator;
    private final PriceTable prices;
    private final BudgetPolicy policy;
    private final Clock clock;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    public CallBudget(
            BudgetLedger ledger,
            TokenEstimator estimator,
            PriceTable prices,
            BudgetPolicy policy,
            Clock clock) {
        this.ledger = ledger;
        this.estimator = estimator;
        this.prices = prices;
        this.policy = policy;
        this.clock = clock;
    }

    public BudgetLedger ledger() {
        return ledger;
    }

    /**
     * Reserves the most that a call can use. Where the answers of the call are kept, the
     * reservation has the id that names the try there, and a refusal is told there as well.
     *
     * @param localOnly whether only local providers may be asked anyway
     * @throws BudgetExceededException if it does not fit and the policy knows no other way
     * @throws NotAllowedException if a model that costs money has no price, and no local provider
     *     may serve the call instead
     */
    public Admission admit(BudgetedCall call, boolean localOnly) {
        CallEstimate.Maker estimates;
        CallEstimate estimate;
        try {
            estimates = estimates(call, localOnly);
            estimate = estimates.of(call.maxTokens());
        } catch (NotAllowedException unknownPrice) {
            if (!mayForceLocal(call, localOnly)) {
                throw unknownPrice;
            }
            return forcedLocal(call, unknownPrice.getMessage());
        }
        try {
            return admission(call, estimate, reserve(call, estimate), null);
        } catch (BudgetExceededException exceeded) {
            return switch (policy.whenExceeded()) {
                case REJECT -> throw exceeded;
                case SHRINK_MAX_TOKENS -> shrunk(call, estimates, exceeded);
                case FORCE_LOCAL -> {
                    if (!exceeded.shortage().money() || !mayForceLocal(call, localOnly)) {
                        throw exceeded;
                    }
                    yield forcedLocal(call, exceeded.getMessage());
                }
            };
        }
    }

    private CallEstimate.Maker estimates(BudgetedCall call, boolean localOnly) {
        LocalDate day = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        return new CallEstimate.Maker(
                call.request(),
                call.stream(),
                call.candidates(localOnly, prices, day),
                estimator,
                prices,
                day);
    }

    private boolean mayForceLocal(BudgetedCall call, boolean localOnly) {
        return policy.whenExceeded() == BudgetPolicy.WhenExceeded.FORCE_LOCAL
                && !localOnly
                && call.providers().stream().anyMatch(settings -> settings.local());
    }

    private Admission forcedLocal(BudgetedCall call, String reason) {
        CallEstimate estimate = estimates(call, true).of(call.maxTokens());
        return admission(call, estimate, reserve(call, estimate), reason);
    }

    /** The record is told first, so that one transaction writes both. */
    private Reservation reserve(BudgetedCall call, CallEstimate estimate) {
        CallRecord record = call.request().record();
        if (record == null) {
            return reserve(call, estimate, UUID.randomUUID().toString());
        }
        record.reserving(estimate.tokens(), estimate.microUsd());
        try {
            return reserve(call, estimate, record.attemptId());
        } catch (RuntimeException notReserved) {
            record.refused();
            throw notReserved;
        }
    }

    private Reservation reserve(BudgetedCall call, CallEstimate estimate, String id) {
        return ledger.reserve(
                new ReservationRequest(
                        id,
                        call.run(),
                        call.agent(),
                        call.request().runTokenLimit(),
                        estimate.tokens(),
                        estimate.microUsd(),
                        call.deadline()));
    }

    private Admission shrunk(
            BudgetedCall call, CallEstimate.Maker estimates, BudgetExceededException exceeded) {
        BudgetExceededException last = exceeded;
        int maxTokens = call.maxTokens();
        for (int attempt = 0; attempt < SHRINK_ATTEMPTS; attempt++) {
            maxTokens = largestThatFits(estimates, last.shortage(), maxTokens);
            if (!call.isChat() || maxTokens < policy.minMaxTokens()) {
                throw last;
            }
            BudgetedCall smaller = call.withMaxTokens(maxTokens);
            CallEstimate estimate = estimates.of(maxTokens);
            try {
                return admission(smaller, estimate, reserve(smaller, estimate), null);
            } catch (BudgetExceededException again) {
                last = again;
            }
        }
        throw last;
    }

    private static int largestThatFits(
            CallEstimate.Maker estimates, BudgetExceededException.Shortage shortage, int most) {
        int fits = 0;
        int tooMany = most;
        while (tooMany - fits > 1) {
            int middle = fits + (tooMany - fits) / 2;
            CallEstimate estimate = estimates.of(middle);
            long needed = shortage.money() ? estimate.microUsd() : estimate.tokens();
            if (needed <= shortage.available()) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return fits;
    }

    private Admission admission(
            BudgetedCall call, CallEstimate estimate, Reservation reservation, String forceLocal) {
        reservation.nearlyUsedUp().forEach(this::warnOnce);
        Long remaining = reservation.remainingTokens();
        Long callers = call.callersRemainingTokens();
        if (callers != null) {
            long left = Math.max(0, callers - estimate.tokens());
            remaining = remaining == null ? left : Math.min(remaining, left);
        }
        return new Admission(
                call,
                reservation,
                estimate,
                remaining,
                forceLocal,
                Admission.reason(reservation.nearlyUsedUp()));
    }

    private void warnOnce(String sentence) {
        if (warned.size() < MAX_REMEMBERED_WARNINGS && warned.add(sentence)) {
            LOG.warn("{}; local providers are preferred from now on", sentence);
        }
    }

    /** What books the end of an admitted call. */
    public Settlement settlement(Admission admission) {
        return new Settlement(admission, ledger, estimator, prices, clock);
    }
}
