package io.gorgon.camel.llm;

import org.apache.camel.CamelContext;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Brings Gorgon into every Camel context that has this jar: reads the configuration, makes the
 * providers and loads the shipped routes, before the application's own routes are built.
 */
public final class GorgonContextPlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext camelContext) {
        camelContext.addLifecycleStrategy(
                new LifecycleStrategySupport() {
                    @Override
                    public void onContextInitializing(CamelContext context)
                            throws VetoCamelContextStartException {
                        start(context);
                    }
                });
    }

    private static void start(CamelContext context) {
        GorgonLlmComponent component =
                context.getComponent(GorgonLlmComponent.SCHEME, GorgonLlmComponent.class);
        try {
            GorgonLlm gorgon = new GorgonLlm(context, component);
            context.addService(gorgon);
            LlmRouterControl control = new LlmRouterControl(gorgon);
            context.getRegistry().bind(LlmRouterControl.NAME, control);
            // as a service, so that camel-management shows it
            context.addService(control);
            ShippedRoutes.load(context, gorgon, component.getRoutes());
            ShippedRoutes.keep(context, gorgon, component.getRoutes());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Gorgon cannot be started: " + e.getMessage(), e);
        }
    }
}
