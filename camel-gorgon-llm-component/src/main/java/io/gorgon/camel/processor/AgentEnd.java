package io.gorgon.camel.processor;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Ends the agent that {@link AgentGovernor} has let begin on this exchange, before the exchange
 * itself ends. In the registry as {@code gorgonAgentEnd}; without an agent it does nothing.
 */
public final class AgentEnd implements Processor {

    /** The name under which routes find it. */
    public static final String REGISTRY_NAME = "gorgonAgentEnd";

    @Override
    public void process(Exchange exchange) {
        AgentGovernor.end(exchange);
    }
}
