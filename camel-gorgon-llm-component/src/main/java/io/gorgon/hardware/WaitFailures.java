package io.gorgon.hardware;

import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.LlmTimeoutException.Phase;
import io.gorgon.llm.error.OverloadedException;

/** Says why a call stopped waiting for its model. */
final class WaitFailures {

    private WaitFailures() {}

    static OverloadedException full(Ticket ticket) {
        return overloaded(
                ticket,
                ticket.provider()
                        + ": "
                        + ticket.queueLimit()
                        + " calls wait for "
                        + ticket.model()
                        + " already; try again later, or raise llm.hardware.queue_limit");
    }

    /**
     * @param reason what it waited for
     */
    static OverloadedException tooLong(Ticket ticket, String reason) {
        return overloaded(
                ticket,
                waited(ticket, reason)
                        + " for "
                        + ticket.queueTimeout().toMillis()
                        + " ms, the longest that llm.hardware.queue_timeout_ms allows");
    }

    /**
     * @param reason what it waited for
     */
    static LlmTimeoutException late(Ticket ticket, String reason) {
        return new LlmTimeoutException(
                ticket.provider(),
                ticket.model(),
                Phase.TOTAL,
                "",
                waited(ticket, reason) + " until the time for the call was over");
    }

    static CancelledException cancelled(Ticket ticket, Throwable cause) {
        String message =
                ticket.provider()
                        + ": the call was cancelled while it waited for "
                        + ticket.model();
        return new CancelledException(ticket.provider(), ticket.model(), 0, message, cause);
    }

    private static OverloadedException overloaded(Ticket ticket, String message) {
        return new OverloadedException(ticket.provider(), ticket.model(), 0, message, null);
    }

    private static String waited(Ticket ticket, String reason) {
        return ticket.provider() + ": " + ticket.model() + " waited for " + reason + ",";
    }
}
