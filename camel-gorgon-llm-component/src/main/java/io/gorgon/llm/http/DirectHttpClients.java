package io.gorgon.llm.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Makes HTTP clients that know no proxy, for programs without Camel. Closes those that it made. */
public final class DirectHttpClients implements HttpClientSource, AutoCloseable {

    private static final int CONNECTIONS = 200;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final List<CloseableHttpClient> opened = new CopyOnWriteArrayList<>();

    @Override
    public HttpClient open(HttpClientSettings settings) {
        int connections =
                settings.maxConnections() == null ? CONNECTIONS : settings.maxConnections();
        Duration connect = settings.connectTimeout() == null ? CONNECT : settings.connectTimeout();
        PoolingHttpClientConnectionManager pool =
                new DirectConnections()
                        .setMaxConnPerRoute(connections)
                        .setMaxConnTotal(connections)
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(connect))
                                        // a server that was started again must not cost a request
                                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                                        .build())
                        .build();
        CloseableHttpClient client =
                HttpClients.custom()
                        .setConnectionManager(pool)
                        .setRoutePlanner(new DefaultRoutePlanner(null))
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .build();
        opened.add(client);
        return client;
    }

    @Override
    public void close() throws IOException {
        for (CloseableHttpClient client : opened) {
            client.close();
        }
    }
}
