package io.gorgon.camel.processor;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Processor;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.support.LifecycleStrategySupport;

/** Puts the processors where routes find them, unless the application has put its own there. */
public final class ProcessorsPlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext camelContext) {
        camelContext.addLifecycleStrategy(
                new LifecycleStrategySupport() {
                    @Override
                    public void onContextInitializing(CamelContext context) {
                        bind(context, "gorgonBudgetReserve", new BudgetReserve());
                        bind(context, "gorgonBudgetSettle", new BudgetSettle());
                        bind(context, "gorgonApproval", new Approval());
                        bind(context, "gorgonCancelRun", new CancelRun());
                        bind(context, AgentGovernor.REGISTRY_NAME, new AgentGovernor());
                        bind(context, AgentEnd.REGISTRY_NAME, new AgentEnd());
                        bind(context, "gorgonConsensus", new ConsensusBallot());
                        bind(context, "gorgonConsensusAsk", new ConsensusAsk());
                        bind(context, "gorgonConsensusVote", new ConsensusVote());
                        bind(context, "gorgonConsensusVerdict", new ConsensusVerdict());
                        bind(context, HardwareCheck.REGISTRY_NAME, new HardwareCheck());
                    }
                });
    }

    private static void bind(CamelContext context, String name, Processor processor) {
        if (context.getRegistry().lookupByName(name) == null) {
            CamelContextAware.trySetCamelContext(processor, context);
            context.getRegistry().bind(name, processor);
        }
    }
}
