package io.gorgon.llm.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Single HTTP requests to one server. Looks up the server's address itself and connects to the
 * address that it checked; retries nothing and follows no redirect. Knows no time-out for an
 * answer: who waits for one aborts it. Thread-safe.
 */
public final class HttpExchanges {

    private final HttpClientSource source;
    private final HttpClientSettings settings;
    private final AddressPolicy addressPolicy;
    private volatile HttpClient client;

    public HttpExchanges(
            HttpClientSource source, HttpClientSettings settings, AddressPolicy addressPolicy) {
        this.source = source;
        this.settings = settings;
        this.addressPolicy = addressPolicy;
    }

    /**
     * A request that is not sent yet.
     *
     * @param uri an address at the server of the settings
     * @param json the body; null for none
     * @throws IllegalArgumentException if the address is at another server
     */
    public HttpExchange prepare(String method, URI uri, Map<String, String> headers, byte[] json) {
        if (!isAtServer(uri)) {
            throw new IllegalArgumentException("the address is at another server");
        }
        HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
        headers.forEach(request::setHeader);
        if (json != null) {
            request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        }
        RequestConfig defaults =
                client() instanceof Configurable configurable ? configurable.getConfig() : null;
        RequestConfig.Builder config =
                defaults == null ? RequestConfig.custom() : RequestConfig.copy(defaults);
        request.setConfig(
                config.setRedirectsEnabled(false)
                        // a server that compresses a stream holds events back
                        .setContentCompressionEnabled(false)
                        .setResponseTimeout(Timeout.DISABLED)
                        .build());
        return new HttpExchange(this, request);
    }

    /** Whether an address has the scheme, the host and the port of the server. */
    public boolean isAtServer(URI uri) {
        URI base = settings.baseUrl();
        return uri.getHost() != null
                && base.getScheme().equalsIgnoreCase(uri.getScheme())
                && base.getHost().equalsIgnoreCase(uri.getHost())
                && port(base) == port(uri);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0
                ? uri.getPort()
                : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /** The host with its address, so that what was checked is what is connected to. */
    HttpHost target() throws IOException {
        URI base = settings.baseUrl();
        String host = base.getHost().replaceAll("^\\[|]$", "");
        if (addressPolicy == AddressPolicy.ANYWHERE) {
            NetworkContacts.unchecked(host);
            return new HttpHost(base.getScheme(), host, port(base));
        }
        Optional<InetAddress> address = addressPolicy.resolve(host);
        if (address.isEmpty()) {
            throw new AddressForbiddenException(host, addressPolicy);
        }
        return new HttpHost(base.getScheme(), address.get(), host, port(base));
    }

    HttpClient client() {
        HttpClient existing = client;
        if (existing != null) {
            return existing;
        }
        synchronized (this) {
            if (client == null) {
                client = source.open(settings);
            }
            return client;
        }
    }
}
