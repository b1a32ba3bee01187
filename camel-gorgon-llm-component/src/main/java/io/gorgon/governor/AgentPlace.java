package io.gorgon.governor;

import java.util.concurrent.atomic.AtomicBoolean;

/** The place of an agent that is alive. Closing it is the agent's end; thread-safe. */
public final class AgentPlace implements AutoCloseable {

    private final GovernorDecision decision;
    private final Runnable release;
    private final AtomicBoolean ended = new AtomicBoolean();

    AgentPlace(GovernorDecision decision, Runnable release) {
        this.decision = decision;
        this.release = release;
    }

    /** Always approved. */
    public GovernorDecision decision() {
        return decision;
    }

    /** Gives the place to others; a second time nothing happens. */
    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            release.run();
        }
    }
}
