package io.gorgon.llm.spi;

import io.gorgon.llm.Cancellation;
import java.time.Instant;

/**
 * Lets calls through to the models of servers whose memory is limited. Thread-safe.
 *
 * <p>A provider asks for a verdict before it chooses a model, and holds a lease from before it
 * calls until the answer is complete or its stream is closed.
 */
public interface ModelGate {

    /** Whether there is memory for a model now. Never waits for other calls. */
    ModelVerdict judge(ServedModel model);

    /** Whether the server has the model in memory now, as far as is known without asking it. */
    boolean isWarm(ServedModel model);

    /**
     * Waits until the model may be called, and holds its memory.
     *
     * @throws io.gorgon.llm.error.OverloadedException if too many wait or the wait takes too long
     * @throws io.gorgon.llm.error.LlmTimeoutException if the caller's deadline passes
     * @throws io.gorgon.llm.error.CancelledException if the caller gives up
     */
    Lease enter(ServedModel model, Caller caller);

    /** The server had not enough memory for the model. */
    void ranOutOfMemory(ServedModel model);

    /**
     * Who wants to call.
     *
     * @param agentId null when unknown; all unknown ones are one agent
     * @param deadline when an answer is no longer of use; null for none
     * @param cancellation ends the wait; never null
     */
    record Caller(String agentId, Instant deadline, Cancellation cancellation) {}

    /** A place in a model's memory. */
    interface Lease extends AutoCloseable {
        /** Gives it back; more than once does nothing more. Never throws. */
        @Override
        void close();
    }

    /** A gate that lets everything through and knows nothing. */
    static ModelGate open() {
        return OpenModelGate.INSTANCE;
    }
}
