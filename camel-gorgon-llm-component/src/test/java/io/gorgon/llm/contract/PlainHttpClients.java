package io.gorgon.llm.contract;

import io.gorgon.llm.http.HttpClientSettings;
import io.gorgon.llm.http.HttpClientSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

/** Apache HTTP clients for tests, which tell how many connections are in use. */
public final class PlainHttpClients implements HttpClientSource, AutoCloseable {

    private static final int DEFAULT_CONNECTIONS = 20;
    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final List<CloseableHttpClient> clients = new CopyOnWriteArrayList<>();
    private final List<PoolingHttpClientConnectionManager> pools = new CopyOnWriteArrayList<>();

    @Override
    public HttpClient open(HttpClientSettings settings) {
        int connections =
                settings.maxConnections() == null ? DEFAULT_CONNECTIONS : settings.maxConnections();
        Duration connectTimeout =
                settings.connectTimeout() == null
                        ? DEFAULT_CONNECT_TIMEOUT
                        : settings.connectTimeout();
        PoolingHttpClientConnectionManager pool =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections)
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(connectTimeout))
                                        .build())
                        .build();
        CloseableHttpClient client =
                HttpClients.custom()
                        .setConnectionManager(pool)
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .build();
        pools.add(pool);
        clients.add(client);
        return client;
    }

    /** The connections that calls hold at the moment. */
    public int leased() {
        return pools.stream().mapToInt(pool -> pool.getTotalStats().getLeased()).sum();
    }

    @Override
    public void close() {
        for (CloseableHttpClient client : clients) {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
