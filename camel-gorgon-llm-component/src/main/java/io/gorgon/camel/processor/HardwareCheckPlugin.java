package io.gorgon.camel.processor;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Puts {@link HardwareCheck} where routes find it, unless the application has put its own there.
 */
public final class HardwareCheckPlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext camelContext) {
        camelContext.addLifecycleStrategy(
                new LifecycleStrategySupport() {
                    @Override
                    public void onContextInitializing(CamelContext context) {
                        bind(context);
                    }
                });
    }

    private static void bind(CamelContext context) {
        if (context.getRegistry().lookupByName(HardwareCheck.REGISTRY_NAME) == null) {
            HardwareCheck check = new HardwareCheck();
            check.setCamelContext(context);
            context.getRegistry().bind(HardwareCheck.REGISTRY_NAME, check);
        }
    }
}
