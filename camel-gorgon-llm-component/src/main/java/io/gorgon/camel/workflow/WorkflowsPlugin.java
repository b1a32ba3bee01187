package io.gorgon.camel.workflow;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;

/** Brings workflows into every Camel context that has this jar. */
public final class WorkflowsPlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext camelContext) {
        if (camelContext.getRegistry().lookupByName(StepBreakers.NAME) == null) {
            camelContext.getRegistry().bind(StepBreakers.NAME, new StepBreakers());
        }
        if (camelContext.getRegistry().lookupByName(GorgonWorkflowLoader.NAME) == null) {
            GorgonWorkflowLoader loader = new GorgonWorkflowLoader();
            loader.setCamelContext(camelContext);
            camelContext.getRegistry().bind(GorgonWorkflowLoader.NAME, loader);
        }
    }
}
