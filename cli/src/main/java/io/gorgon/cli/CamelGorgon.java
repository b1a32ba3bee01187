package io.gorgon.cli;

import io.gorgon.budget.CallBudget;
import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.llm.LlmRouter;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.spi.LlmProviders;
import org.apache.camel.main.Main;

/** A Camel context with Gorgon in it, for the length of one command. */
final class CamelGorgon implements AutoCloseable {

    private final Main main;
    private final LlmRouter router;

    private CamelGorgon(Main main) {
        this.main = main;
        this.router = LlmRouter.in(main.getCamelContext());
    }

    static CamelGorgon start(Invocation invocation) {
        Main main = CamelApplication.main(invocation);
        // The routes of a command are Gorgon's own.
        main.configure().setRoutesIncludePattern("false");
        main.start();
        return new CamelGorgon(main);
    }

    LlmProviders providers() {
        return GorgonLlm.get(main.getCamelContext()).providers();
    }

    CallBudget budget() {
        return GorgonLlm.get(main.getCamelContext()).budget();
    }

    /**
     * The routes.
     *
     * @param provider the only one to be asked; null to leave the choice to the routes
     */
    LlmProvider router(String provider) {
        return provider == null ? router : router.pinnedTo(provider);
    }

    @Override
    public void close() {
        router.close();
        main.stop();
    }
}
