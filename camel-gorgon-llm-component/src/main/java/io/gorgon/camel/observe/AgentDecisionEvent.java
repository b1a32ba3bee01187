package io.gorgon.camel.observe;

import io.gorgon.governor.AgentSpawnRequest;
import io.gorgon.governor.GovernorDecision;
import java.util.EventObject;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;

/** The governor has decided on an agent that wanted to begin. */
public final class AgentDecisionEvent extends EventObject implements CamelEvent {

    private static final long serialVersionUID = 1L;

    private final transient AgentSpawnRequest request;
    private final transient GovernorDecision decision;
    private long timestamp;

    AgentDecisionEvent(CamelContext context, AgentSpawnRequest request, GovernorDecision decision) {
        super(context);
        this.request = request;
        this.decision = decision;
    }

    /** The agent; never null. */
    public AgentSpawnRequest request() {
        return request;
    }

    /** The decision, with its numbers; never null. */
    public GovernorDecision decision() {
        return decision;
    }

    @Override
    public Type getType() {
        return Type.Custom;
    }

    @Override
    public long getTimestamp() {
        return timestamp;
    }

    @Override
    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    @Override
    public String toString() {
        String agent = request.agent() == null ? "agent" : "agent " + request.agent();
        String word = decision.approved() ? " may begin: " : " may not begin: ";
        return agent + word + decision.sentence();
    }
}
