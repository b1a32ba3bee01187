package io.gorgon.camel.workflow;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/** Collects texts in a property of an exchange. */
final class CollectedTexts implements Consumer<String> {

    private final Exchange exchange;
    private final String property;

    CollectedTexts(Exchange exchange, String property) {
        this.exchange = exchange;
        this.property = property;
    }

    /** Copies of an exchange that were made after the first text share its set, from any thread. */
    @Override
    public void accept(String text) {
        @SuppressWarnings("unchecked")
        Set<String> texts = exchange.getProperty(property, Set.class);
        if (texts == null) {
            texts = Collections.synchronizedSet(new LinkedHashSet<>());
            exchange.setProperty(property, texts);
        }
        texts.add(text);
    }
}
