package io.gorgon.llm.http;

import io.gorgon.llm.Cancellation;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.LlmTimeoutException.Phase;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.error.UnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/**
 * One call on its way: ends it when a time-out passes, the caller cancels or the reader closes, and
 * says which of these was the reason when reading fails.
 */
public final class HttpCall implements AutoCloseable {

    /** How long and how far to read after the end mark: less than a new connection would take. */
    private static final long DRAIN_MILLIS = 50;

    private static final long DRAIN_BYTES = 8 * 1024;

    private final String provider;
    private final String baseUrl;
    private final CallContext context;
    private final HttpUriRequestBase request;
    private final Timeouts timeouts;
    private final Duration allowed;
    private final ScheduledExecutorService timer;
    private final Consumer<HttpCall> onClose;
    private final Watchdog watchdog;
    private final Cancellation.Registration cancellation;
    private long firstTokenLeftNanos;
    private long waitingSince;
    private boolean progressed;
    private volatile boolean closed;
    private volatile ClassicHttpResponse response;
    private volatile InputStream body;

    HttpCall(
            String provider,
            String baseUrl,
            CallContext context,
            HttpUriRequestBase request,
            ScheduledExecutorService timer,
            Timeouts timeouts,
            Clock clock,
            Consumer<HttpCall> onClose) {
        this.provider = provider;
        this.baseUrl = baseUrl;
        this.context = context;
        this.request = request;
        this.timer = timer;
        this.onClose = onClose;
        this.timeouts = timeouts;
        this.allowed = allowed(context, timeouts, clock);
        this.firstTokenLeftNanos = timeouts.firstToken().toNanos();
        this.watchdog =
                new Watchdog(
                        timer,
                        allowed.toNanos(),
                        Math.min(firstTokenLeftNanos, timeouts.idle().toNanos()),
                        request::cancel);
        this.cancellation = context.cancellation().onCancel(request::cancel);
    }

    private static Duration allowed(CallContext context, Timeouts timeouts, Clock clock) {
        if (context.deadline() == null) {
            return timeouts.total();
        }
        Duration left = Duration.between(clock.instant(), context.deadline());
        return left.compareTo(timeouts.total()) < 0 ? left : timeouts.total();
    }

    /**
     * @throws LlmException if the call was cancelled or its deadline has passed, so that there is
     *     nothing to send
     */
    void requireWanted() {
        if (context.cancellation().isCancelled()) {
            throw cancelled();
        }
        if (allowed.isNegative() || allowed.isZero()) {
            throw new LlmTimeoutException(
                    provider,
                    context.model(),
                    Phase.TOTAL,
                    "",
                    provider + ": the deadline of the request had passed before the call");
        }
    }

    void received(ClassicHttpResponse answer, long maxResponseBytes) throws IOException {
        response = answer;
        HttpEntity entity = answer.getEntity();
        body =
                entity == null
                        ? InputStream.nullInputStream()
                        : new LimitedInputStream(entity.getContent(), maxResponseBytes);
    }

    int status() {
        return response.getCode();
    }

    Header[] headers() {
        return response.getHeaders();
    }

    public InputStream body() {
        return body;
    }

    /** The reader starts to wait for a piece: the first-token or the idle time-out runs. */
    public void startWaiting() {
        waitingSince = System.nanoTime();
        if (progressed) {
            watchdog.enter(Phase.IDLE, timeouts.idle().toNanos());
        } else {
            watchdog.enter(Phase.FIRST_TOKEN, firstTokenLeftNanos);
        }
    }

    /**
     * The reader has what it waited for, or is going to wait again: only the total time-out runs.
     */
    public void stopWaiting() {
        watchdog.leave();
        firstTokenLeftNanos -= System.nanoTime() - waitingSince;
    }

    /** A piece of the answer has come: the next wait is for another one. */
    public void progressed() {
        progressed = true;
    }

    /**
     * Why reading or connecting failed.
     *
     * @param partialText the content that had arrived; empty when none had
     */
    public LlmException failure(IOException e, String partialText) {
        if (watchdog.expired() != null) {
            return timedOut(watchdog.expired(), partialText);
        }
        if (closed
                || context.cancellation().isCancelled()
                || Thread.currentThread().isInterrupted()) {
            return cancelled();
        }
        if (e instanceof ConnectionRequestTimeoutException) {
            return new OverloadedException(
                    provider,
                    context.model(),
                    0,
                    provider + ": all connections are in use (max_connections of the provider)",
                    null);
        }
        if (e instanceof ConnectTimeoutException) {
            return timedOut(Phase.CONNECT, partialText);
        }
        if (response == null) {
            return e instanceof InterruptedIOException
                    ? timedOut(Phase.TOTAL, partialText)
                    : unreachable(e);
        }
        return broken(partialText, e);
    }

    private CancelledException cancelled() {
        return new CancelledException(
                provider, context.model(), 0, provider + ": the call was cancelled", null);
    }

    /** The answer broke off: the connection ended, or what came cannot be read. */
    public BrokenStreamException broken(String partialText, Exception cause) {
        String why = cause == null ? "it ended without its end mark" : reason(cause);
        return new BrokenStreamException(
                provider,
                context.model(),
                partialText,
                provider + ": the answer of " + context.model() + " broke off: " + why,
                cause);
    }

    private LlmException timedOut(Phase phase, String partialText) {
        Duration limit =
                switch (phase) {
                    case CONNECT -> timeouts.connect();
                    case FIRST_TOKEN -> timeouts.firstToken();
                    case IDLE -> timeouts.idle();
                    case TOTAL -> allowed;
                };
        String what =
                switch (phase) {
                    case CONNECT -> "no connection within ";
                    case FIRST_TOKEN -> "no first token within ";
                    case IDLE -> "no further token within ";
                    case TOTAL -> "no complete answer within ";
                };
        return new LlmTimeoutException(
                provider,
                context.model(),
                phase,
                partialText,
                provider + " at " + baseUrl + ": " + what + limit.toMillis() + " ms");
    }

    private UnreachableException unreachable(IOException e) {
        return new UnreachableException(
                provider,
                context.model(),
                0,
                provider + " does not answer at " + baseUrl + ": " + reason(e),
                e);
    }

    private static String reason(Exception e) {
        if (e instanceof UnknownHostException) {
            return "the host name is unknown";
        }
        if (e instanceof ConnectException) {
            return "connection refused";
        }
        if (e instanceof SSLException) {
            return "TLS: " + Redaction.line(e.getMessage());
        }
        String message = Redaction.line(e.getMessage());
        return message.isEmpty() ? e.getClass().getSimpleName() : message;
    }

    /**
     * Ends the call after the provider's end mark: reads what little follows it, so that the
     * connection can be used again. A server that does not end the answer at once loses it.
     */
    public void finish() {
        try {
            ScheduledFuture<?> limit =
                    timer.schedule(request::cancel, DRAIN_MILLIS, TimeUnit.MILLISECONDS);
            body.skip(DRAIN_BYTES);
            limit.cancel(false);
        } catch (IOException | RejectedExecutionException e) {
            // the connection is lost, the answer is not
        }
        close();
    }

    /**
     * Ends the call. What was not read is not read any more: the connection is closed, so that the
     * provider stops.
     */
    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
        watchdog.close();
        cancellation.close();
        // After the last byte the connection is back in the pool and this does nothing.
        request.cancel();
        if (response != null) {
            closeQuietly(response);
        }
    }

    private static void closeQuietly(ClassicHttpResponse answer) {
        try {
            answer.close();
        } catch (IOException e) {
            // the connection is gone already, which is what closing is for
        }
    }
}
