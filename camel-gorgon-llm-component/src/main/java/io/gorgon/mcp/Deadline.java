package io.gorgon.mcp;

import io.gorgon.llm.Cancellation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The moment at which somebody stops waiting. */
final class Deadline {

    private final Duration whole;
    private final long end;

    private Deadline(Duration whole) {
        this.whole = whole;
        this.end = System.nanoTime() + whole.toNanos();
    }

    static Deadline in(Duration time) {
        return new Deadline(time);
    }

    /**
     * Waits for a result. The future itself is left alone when the wait ends early.
     *
     * @param what who does not answer, the start of a sentence
     * @throws ExecutionException with the failure of the future
     */
    <T> T await(CompletableFuture<T> result, Cancellation cancellation, String what)
            throws ExecutionException {
        CompletableFuture<T> own = result.copy();
        Cancellation.Registration registration =
                cancellation.onCancel(() -> own.completeExceptionally(cancelled(what)));
        try {
            return own.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof McpCancelledException cancelled) {
                throw cancelled;
            }
            throw e;
        } catch (TimeoutException late) {
            own.cancel(false);
            throw new McpTimeoutException(
                    what + " gave no answer within " + whole.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled(what);
        } finally {
            registration.close();
        }
    }

    private static McpCancelledException cancelled(String what) {
        return new McpCancelledException(what + " was not waited for, as the call was cancelled");
    }
}
