package io.gorgon.llm.spi;

import io.gorgon.llm.http.HttpClientSource;
import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * What a provider gets from its surroundings.
 *
 * @param http where HTTP clients come from; never null
 * @param environment reads an environment variable, null when it is not set; never null
 * @param clock never null
 * @param gate lets calls through to the models of local servers; never null
 */
public record ProviderContext(
        HttpClientSource http, UnaryOperator<String> environment, Clock clock, ModelGate gate) {

    /** Without a gate: everything is let through. */
    public ProviderContext(HttpClientSource http, UnaryOperator<String> environment, Clock clock) {
        this(http, environment, clock, ModelGate.open());
    }
}
