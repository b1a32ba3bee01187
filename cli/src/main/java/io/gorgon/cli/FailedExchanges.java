package io.gorgon.cli;

import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

/** Tells in one line each which messages of the user's routes failed. */
final class FailedExchanges extends SimpleEventNotifierSupport {

    /** What the shipped routes cannot do is told by the user's route that called them. */
    private static final String SHIPPED = "gorgon-";

    /** The routes that workflows become are the user's. */
    private static final String WORKFLOW = "gorgon-workflow-";

    private final Consumer<String> lines;

    FailedExchanges(Consumer<String> lines) {
        this.lines = lines;
        setIgnoreExchangeEvents(false);
        setIgnoreExchangeFailedEvents(false);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeFailedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        Exchange exchange = ((ExchangeFailedEvent) event).getExchange();
        String route = exchange.getFromRouteId();
        if (!isShipped(route)) {
            lines.accept(
                    "route "
                            + route
                            + " failed: "
                            + Failure.of(exchange.getException(), false).message());
        }
    }

    /** Whether a route came with Gorgon. */
    static boolean isShipped(String routeId) {
        return routeId != null && routeId.startsWith(SHIPPED) && !routeId.startsWith(WORKFLOW);
    }
}
