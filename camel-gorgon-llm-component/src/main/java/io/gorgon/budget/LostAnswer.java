package io.gorgon.budget;

import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.InvalidOutputException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.UnreachableException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLHandshakeException;

/** Tells whether a failed call may have been paid for. */
final class LostAnswer {

    /** Answers of a gateway that gave up waiting for the provider behind it. */
    private static final Set<Integer> GATEWAY_GAVE_UP = Set.of(408, 502, 504, 522, 524);

    /** Refusals of Camel and resilience4j, by name, as this package knows neither. */
    private static final Set<String> NEVER_SENT =
            Set.of("CallNotPermittedException", "BulkheadFullException");

    private LostAnswer() {}

    /**
     * Whether a request may have been answered and the answer was lost. What is not known to be
     * harmless counts as lost; of a failure with several causes, the worst counts.
     */
    static boolean isPossible(Throwable failure) {
        return isPossible(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static boolean isPossible(Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return false;
        }
        for (Throwable other : failure.getSuppressed()) {
            if (isPossible(other, seen)) {
                return true;
            }
        }
        if (failure instanceof LlmException e) {
            return mayBePaid(e) || hasLlmCause(e) && isPossible(e.getCause(), seen);
        }
        if (failure instanceof RejectedExecutionException
                || NEVER_SENT.contains(failure.getClass().getSimpleName())) {
            return false;
        }
        return !hasLlmCause(failure) || isPossible(failure.getCause(), seen);
    }

    private static boolean hasLlmCause(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof LlmException) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBePaid(LlmException e) {
        if (e instanceof LlmTimeoutException timeout) {
            return timeout.phase() != LlmTimeoutException.Phase.CONNECT;
        }
        if (e instanceof UnreachableException) {
            return e.getCause() != null && !isBeforeSending(e.getCause());
        }
        return e instanceof BrokenStreamException
                || e instanceof CancelledException cancelled && cancelled.mayHaveBeenSent()
                || e instanceof InvalidOutputException
                || GATEWAY_GAVE_UP.contains(e.status());
    }

    private static boolean isBeforeSending(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof ConnectException
                    || each instanceof NoRouteToHostException
                    || each instanceof UnknownHostException
                    || each instanceof SSLHandshakeException
                    || each instanceof UnreachableException unreachable
                            && unreachable.getCause() == null) {
                return true;
            }
        }
        return false;
    }
}
