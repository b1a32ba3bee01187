package io.gorgon.llm.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.error.UnreachableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Speaks JSON over HTTP with one provider. Knows time-outs, limits, cancellation and which
 * addresses are allowed; knows no wire format. Thread-safe. Retries nothing and follows no
 * redirect.
 */
public final class LlmHttpClient implements AutoCloseable {

    /** Shared by all providers; thread-safe. */
    public static final ObjectMapper JSON = new ObjectMapper();

    private static final int MAX_ERROR_BODY_BYTES = 64 * 1024;
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);

    private final HttpClientSettings settings;
    private final AddressPolicy addressPolicy;
    private final Timeouts timeouts;
    private final long maxResponseBytes;
    private final Supplier<Map<String, String>> headers;
    private final ErrorMapper errors;
    private final Clock clock;
    private final HttpClientSource source;
    private final ScheduledThreadPoolExecutor timer;
    private final String host;
    private final Set<HttpCall> underWay = ConcurrentHashMap.newKeySet();
    private volatile HttpClient client;

    /**
     * @param maxResponseBytes the most bytes of an answer
     * @param headers the provider's own headers, its key among them; asked for at each call, may
     *     throw
     */
    public LlmHttpClient(
            HttpClientSource source,
            HttpClientSettings settings,
            AddressPolicy addressPolicy,
            Timeouts timeouts,
            long maxResponseBytes,
            Supplier<Map<String, String>> headers,
            ErrorMapper errors,
            Clock clock) {
        this.source = source;
        this.settings = settings;
        this.addressPolicy = addressPolicy;
        this.timeouts = timeouts;
        this.maxResponseBytes = maxResponseBytes;
        this.headers = headers;
        this.errors = errors;
        this.clock = clock;
        this.host = settings.baseUrl().getHost().replaceAll("^\\[|]$", "");
        this.timer = new ScheduledThreadPoolExecutor(1, this::timerThread);
        timer.setRemoveOnCancelPolicy(true);
    }

    private Thread timerThread(Runnable work) {
        Thread thread = new Thread(work, "gorgon-timer-" + settings.provider());
        thread.setDaemon(true);
        return thread;
    }

    /** The address as people write it, without a closing slash. */
    public String baseUrl() {
        String url = settings.baseUrl().toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    public Timeouts timeouts() {
        return timeouts;
    }

    /** For a question that costs nothing and that a healthy server answers at once. */
    public CallContext probe() {
        Duration limit =
                timeouts.total().compareTo(PROBE_LIMIT) < 0 ? timeouts.total() : PROBE_LIMIT;
        return new CallContext(null, clock.instant().plus(limit), new Cancellation());
    }

    /** Asks and reads the whole answer. */
    public JsonNode getJson(String path, CallContext context) {
        return readJson(send("GET", path, null, context), context);
    }

    /** Sends JSON and reads the whole answer. */
    public JsonNode postJson(String path, JsonNode body, CallContext context) {
        return readJson(send("POST", path, body, context), context);
    }

    /**
     * Sends JSON and returns the answer while it arrives, with the first-token time-out running.
     */
    public HttpCall postStream(String path, JsonNode body, CallContext context) {
        return open("POST", path, body, context, true);
    }

    private HttpCall send(String method, String path, JsonNode body, CallContext context) {
        return open(method, path, body, context, false);
    }

    private JsonNode readJson(HttpCall call, CallContext context) {
        try (call) {
            return parse(call, context);
        }
    }

    private JsonNode parse(HttpCall call, CallContext context) {
        try {
            return JSON.readTree(call.body());
        } catch (JsonProcessingException e) {
            throw new BrokenStreamException(
                    settings.provider(),
                    context.model(),
                    "",
                    settings.provider()
                            + " at "
                            + baseUrl()
                            + " sent an answer that is not valid JSON: "
                            + Redaction.line(e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw call.failure(e, "");
        }
    }

    private HttpCall open(
            String method, String path, JsonNode body, CallContext context, boolean stream) {
        HttpUriRequestBase request = request(method, path, body);
        HttpCall call =
                new HttpCall(
                        settings.provider(),
                        baseUrl(),
                        context,
                        request,
                        timer,
                        timeouts,
                        clock,
                        underWay::remove);
        underWay.add(call);
        try {
            call.requireWanted();
            if (stream) {
                call.startWaiting();
            }
            HttpHost target = target(context);
            call.received(client().executeOpen(target, request, null), maxResponseBytes);
            if (stream) {
                call.stopWaiting();
            }
            if (call.status() >= 300) {
                throw errors.map(errorResponse(call, context));
            }
            return call;
        } catch (LlmException e) {
            call.close();
            throw e;
        } catch (IOException e) {
            throw failed(call, e);
        } catch (IllegalStateException e) {
            // what the client throws when a call is ended, or the client closed, in mid-connection
            throw failed(call, new IOException(e.getMessage(), e));
        }
    }

    private static LlmException failed(HttpCall call, IOException e) {
        LlmException failure = call.failure(e, "");
        call.close();
        return failure;
    }

    private HttpUriRequestBase request(String method, String path, JsonNode body) {
        HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(baseUrl() + path));
        headers.get().forEach(request::setHeader);
        if (body != null) {
            try {
                request.setEntity(
                        new ByteArrayEntity(
                                JSON.writeValueAsBytes(body), ContentType.APPLICATION_JSON));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
        RequestConfig defaults =
                client() instanceof Configurable configurable ? configurable.getConfig() : null;
        RequestConfig.Builder config =
                defaults == null ? RequestConfig.custom() : RequestConfig.copy(defaults);
        request.setConfig(
                config.setRedirectsEnabled(false)
                        // a server that compresses a stream holds tokens back
                        .setContentCompressionEnabled(false)
                        .setResponseTimeout(Timeout.of(timeouts.total()))
                        .setConnectionRequestTimeout(Timeout.of(timeouts.connect()))
                        .build());
        return request;
    }

    /** The host with its address, so that what was checked is what is connected to. */
    private HttpHost target(CallContext context) throws UnknownHostException {
        URI base = settings.baseUrl();
        int port =
                base.getPort() >= 0 ? base.getPort() : "https".equals(base.getScheme()) ? 443 : 80;
        if (addressPolicy == AddressPolicy.ANYWHERE) {
            NetworkContacts.unchecked(host);
            return new HttpHost(base.getScheme(), host, port);
        }
        Optional<InetAddress> address = addressPolicy.resolve(host);
        if (address.isEmpty()) {
            throw new NotAllowedException(
                    settings.provider(),
                    context.model(),
                    0,
                    settings.provider()
                            + ": "
                            + host
                            + " is not "
                            + (addressPolicy == AddressPolicy.LOOPBACK
                                    ? "an address of this machine"
                                    : "an address of this machine or a private network")
                            + ", so a local provider may not call it",
                    null);
        }
        return new HttpHost(base.getScheme(), address.get(), host, port);
    }

    private ErrorResponse errorResponse(HttpCall call, CallContext context) {
        Map<String, String> received = new TreeMap<>();
        for (Header header : call.headers()) {
            received.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        String text;
        try {
            text = new String(call.body().readNBytes(MAX_ERROR_BODY_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            text = "";
        }
        JsonNode json;
        try {
            json = text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            json = MissingNode.getInstance();
        }
        return new ErrorResponse(
                settings.provider(),
                context.model(),
                call.status(),
                received,
                json,
                Redaction.line(text),
                RetryAfter.read(received, clock));
    }

    private HttpClient client() {
        if (timer.isShutdown()) {
            throw new UnreachableException(
                    settings.provider(), null, 0, settings.provider() + " is closed", null);
        }
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

    /** Ends all calls that are under way. */
    @Override
    public void close() {
        timer.shutdownNow();
        underWay.forEach(HttpCall::close);
    }
}
