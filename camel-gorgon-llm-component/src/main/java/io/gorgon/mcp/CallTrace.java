package io.gorgon.mcp;

/** What became of one call on its way to the server. Thread-safe. */
final class CallTrace {

    private Object requestId;
    private boolean sent;
    private boolean ended;
    private Runnable abort = () -> {};

    synchronized void started(Object id) {
        requestId = id;
    }

    /** The id of the request; null as long as there is none. */
    synchronized Object requestId() {
        return requestId;
    }

    synchronized void sent() {
        sent = true;
    }

    /** Whether the request, as far as this side can tell, is with the server. */
    synchronized boolean wasSent() {
        return sent;
    }

    /** Says how to end the work of the call on this side; does so at once when it is ended. */
    void onEnd(Runnable action) {
        synchronized (this) {
            if (!ended) {
                abort = action;
                return;
            }
        }
        action.run();
    }

    /** Ends the work of the call on this side. */
    void end() {
        Runnable action;
        synchronized (this) {
            ended = true;
            action = abort;
        }
        action.run();
    }
}
