package io.gorgon.camel.observe;

import io.gorgon.camel.llm.GorgonLlm;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.support.LifecycleStrategySupport;

/** Lets every Camel context tell of the decisions of its governor. */
public final class AgentDecisionsPlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext camelContext) {
        camelContext.addLifecycleStrategy(
                new LifecycleStrategySupport() {
                    @Override
                    public void onServiceAdd(CamelContext context, Service service, Route route) {
                        if (service instanceof GorgonLlm gorgon) {
                            gorgon.governor()
                                    .addListener(new AgentDecisions(context, gorgon.governor()));
                        }
                    }
                });
    }
}
