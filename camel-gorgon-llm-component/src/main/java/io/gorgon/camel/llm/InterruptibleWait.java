package io.gorgon.camel.llm;

import io.gorgon.llm.Cancellation;
import org.apache.camel.Exchange;

/**
 * Lets a cancellation end the wait for a turn in the bulkhead of a provider's circuit breaker,
 * which only an interruption of the waiting thread ends. Holds from the moment a provider is to be
 * asked until it is: an interruption must reach nothing else. Thread-safe.
 */
public final class InterruptibleWait {

    private static final String PROPERTY = "CamelGorgonLlmInterruptibleWait";

    private final Thread waiting = Thread.currentThread();
    private Cancellation.Registration registration;
    private boolean over;
    private boolean interrupted;

    private InterruptibleWait() {}

    /**
     * The current thread goes to wait; it is interrupted at once if the call is cancelled already.
     */
    public static void begin(Exchange exchange, Cancellation cancellation) {
        end(exchange);
        InterruptibleWait wait = new InterruptibleWait();
        exchange.setProperty(PROPERTY, wait);
        wait.registration = cancellation.onCancel(wait::interrupt);
    }

    /** The wait is over, however it ended. Does nothing when there was none. */
    public static void end(Exchange exchange) {
        if (exchange.removeProperty(PROPERTY) instanceof InterruptibleWait wait) {
            wait.end();
        }
    }

    private synchronized void interrupt() {
        if (!over) {
            interrupted = true;
            waiting.interrupt();
        }
    }

    private void end() {
        registration.close();
        synchronized (this) {
            over = true;
            if (interrupted && Thread.currentThread() == waiting) {
                interrupted = false;
                // it was meant for the wait, not for what this thread does next
                Thread.interrupted();
            }
        }
    }
}
