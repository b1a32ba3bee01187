package io.gorgon.llm.http;

import java.net.URI;
import java.time.Duration;

/**
 * What a provider needs of its HTTP client.
 *
 * @param provider the provider's name; never null
 * @param baseUrl the server; never null
 * @param direct true when no proxy may stand in between, as for every local provider
 * @param maxConnections connections at a time; null for the default of the source
 * @param connectTimeout time to open a connection; null for the default of the source
 */
public record HttpClientSettings(
        String provider,
        URI baseUrl,
        boolean direct,
        Integer maxConnections,
        Duration connectTimeout) {}
