package io.gorgon.camel.llm;

import io.gorgon.llm.http.HttpClientSettings;
import io.gorgon.llm.http.HttpClientSource;
import java.net.URI;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.CompositeHttpConfigurer;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;

/**
 * Takes the HTTP clients of providers from camel-http, so that TLS, proxy and pool settings under
 * {@code camel.component.http.*} and {@code camel.component.https.*} hold for them. Camel owns and
 * closes them.
 */
public final class CamelHttpClients implements HttpClientSource {

    /**
     * Connections per provider when nobody says otherwise: LLM calls are few, long and parallel.
     */
    private static final int DEFAULT_CONNECTIONS = 200;

    /** What camel-http has when nobody configured it. */
    private static final int CAMEL_DEFAULT_CONNECTIONS_PER_ROUTE = 20;

    private final CamelContext camelContext;

    public CamelHttpClients(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public HttpClient open(HttpClientSettings settings) {
        URI base = settings.baseUrl();
        HttpComponent component = camelContext.getComponent(base.getScheme(), HttpComponent.class);
        int connections = connections(settings, component);
        StringBuilder uri =
                new StringBuilder(base.getScheme())
                        .append("://")
                        .append(base.getRawAuthority())
                        .append("?connectionsPerRoute=")
                        .append(connections)
                        .append("&maxTotalConnections=")
                        .append(Math.max(connections, component.getMaxTotalConnections()));
        if (settings.connectTimeout() != null) {
            uri.append("&connectTimeout=").append(settings.connectTimeout().toMillis());
        }
        HttpEndpoint endpoint = camelContext.getEndpoint(uri.toString(), HttpEndpoint.class);
        endpoint.setHttpClientConfigurer(
                CompositeHttpConfigurer.combineConfigurers(
                        endpoint.getHttpClientConfigurer(), configurer(settings)));
        return endpoint.getHttpClient();
    }

    private static int connections(HttpClientSettings settings, HttpComponent component) {
        if (settings.maxConnections() != null) {
            return settings.maxConnections();
        }
        int configured = component.getConnectionsPerRoute();
        return configured == CAMEL_DEFAULT_CONNECTIONS_PER_ROUTE ? DEFAULT_CONNECTIONS : configured;
    }

    private static HttpClientConfigurer configurer(HttpClientSettings settings) {
        return (HttpClientBuilder builder) -> {
            builder.disableAutomaticRetries()
                    .disableRedirectHandling()
                    .disableCookieManagement()
                    .disableAuthCaching();
            if (settings.direct()) {
                builder.setRoutePlanner(new DefaultRoutePlanner(null));
            }
        };
    }
}
