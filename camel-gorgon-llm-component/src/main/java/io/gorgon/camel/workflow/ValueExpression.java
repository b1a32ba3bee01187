package io.gorgon.camel.workflow;

import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExpressionAdapter;

/**
 * Fills something that was read once, when the route was built, from the variables of an exchange.
 */
final class ValueExpression extends ExpressionAdapter {

    /** What fills it. */
    @FunctionalInterface
    interface Filler {

        /** Null when it has no value. */
        Object value(Function<String, Object> variables, Consumer<String> missing);
    }

    private final String source;
    private final Filler value;
    private final Filler text;

    /**
     * @param value gives the value itself
     * @param text gives what stands for it where text is asked for
     */
    ValueExpression(String source, Filler value, Filler text) {
        this.source = source;
        this.value = value;
        this.text = text;
    }

    @Override
    public Object evaluate(Exchange exchange) {
        return fill(value, exchange);
    }

    @Override
    public <T> T evaluate(Exchange exchange, Class<T> type) {
        Object filled = fill(type == String.class ? text : value, exchange);
        return type == Object.class
                ? type.cast(filled)
                : exchange.getContext().getTypeConverter().convertTo(type, exchange, filled);
    }

    private static Object fill(Filler filler, Exchange exchange) {
        Object filled =
                filler.value(
                        exchange::getVariable,
                        new CollectedTexts(exchange, WorkflowLanguageConstants.MISSING));
        if (filled instanceof String) {
            exchange.setProperty(WorkflowConstants.RENDERED, filled);
        }
        return filled;
    }

    @Override
    public String toString() {
        return source;
    }
}
