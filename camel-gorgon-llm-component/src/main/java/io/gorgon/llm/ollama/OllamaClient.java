package io.gorgon.llm.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.LlmTimeoutException.Phase;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.http.CallContext;
import io.gorgon.llm.http.HttpCall;
import io.gorgon.llm.http.HttpClientSettings;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.http.Timeouts;
import io.gorgon.llm.spi.ApiKey;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** Ollama's HTTP calls. */
final class OllamaClient implements AutoCloseable {

    private static final URI DEFAULT_BASE_URL = URI.create("http://localhost:11434");

    /** Fetching a model may take as long as it takes, as long as it goes on. */
    private static final Duration PULL_LIMIT = Duration.ofDays(20);

    private final ProviderSettings settings;
    private final LlmHttpClient http;
    private final LlmHttpClient pulls;
    private final OllamaErrors errors;

    OllamaClient(ProviderSettings settings, ProviderContext context) {
        this.settings = settings;
        URI baseUrl = server(settings.baseUrl());
        this.errors = new OllamaErrors(settings, baseUrl.toString());
        HttpClientSettings clientSettings =
                new HttpClientSettings(
                        settings.name(),
                        baseUrl,
                        settings.local(),
                        settings.maxConnections(),
                        settings.timeouts().connect());
        ApiKey key = new ApiKey(settings, context);
        Supplier<Map<String, String>> headers =
                () ->
                        key.find()
                                .map(value -> Map.of("Authorization", "Bearer " + value))
                                .orElse(Map.of());
        this.http =
                new LlmHttpClient(
                        context.http(),
                        clientSettings,
                        settings.addressPolicy(),
                        settings.timeouts(),
                        settings.maxResponseBytes(),
                        headers,
                        errors::ofResponse,
                        context.clock());
        this.pulls =
                new LlmHttpClient(
                        context.http(),
                        clientSettings,
                        settings.addressPolicy(),
                        pullTimeouts(settings.timeouts()),
                        // An endless row of short reports is no danger; their length is limited.
                        Long.MAX_VALUE,
                        headers,
                        response ->
                                errors.ofPull(
                                        response.model(),
                                        response.status(),
                                        response.body(),
                                        response.text()),
                        context.clock());
    }

    /** Checking the file of a large model takes about as long as loading it, without a report. */
    private static Timeouts pullTimeouts(Timeouts timeouts) {
        Duration silence = timeouts.firstToken();
        return new Timeouts(timeouts.connect(), silence, silence, PULL_LIMIT);
    }

    /** The server's root, also when somebody wrote the path of one of its APIs. */
    private static URI server(URI baseUrl) {
        if (baseUrl == null) {
            return DEFAULT_BASE_URL;
        }
        return URI.create(baseUrl.toString().replaceFirst("/*(?:/(?:v1|api))?/*$", ""));
    }

    OllamaErrors errors() {
        return errors;
    }

    String baseUrl() {
        return http.baseUrl();
    }

    /** A call that costs nothing, on its own. */
    CallContext probe() {
        return http.probe();
    }

    /** A call that costs nothing, on behalf of another call. */
    CallContext probeFor(CallContext call) {
        CallContext probe = http.probe();
        Instant earlier =
                call.deadline() != null && call.deadline().isBefore(probe.deadline())
                        ? call.deadline()
                        : probe.deadline();
        return new CallContext(call.model(), earlier, call.cancellation());
    }

    JsonNode version(CallContext context) {
        return hinting(() -> http.getJson("/api/version", context));
    }

    JsonNode tags(CallContext context) {
        return hinting(() -> http.getJson("/api/tags", context));
    }

    JsonNode loaded(CallContext context) {
        return hinting(() -> http.getJson("/api/ps", context));
    }

    JsonNode show(String model, CallContext context) {
        return hinting(() -> http.postJson("/api/show", naming(model), context));
    }

    /** The same with the arrays that the short form leaves out; several megabytes. */
    JsonNode showAll(String model, CallContext context) {
        ObjectNode body = naming(model).put("verbose", true);
        return hinting(() -> http.postJson("/api/show", body, context));
    }

    JsonNode chat(ObjectNode body, CallContext context) {
        return hinting(() -> http.postJson("/api/chat", body, context));
    }

    HttpCall chatStream(ObjectNode body, CallContext context) {
        return hinting(() -> http.postStream("/api/chat", body, context));
    }

    JsonNode embed(ObjectNode body, CallContext context) {
        return hinting(() -> http.postJson("/api/embed", body, context));
    }

    HttpCall pull(String model) {
        CallContext context = new CallContext(model, null, new Cancellation());
        ObjectNode body = naming(model).put("stream", true);
        try {
            return hinting(() -> pulls.postStream("/api/pull", body, context));
        } catch (LlmTimeoutException e) {
            throw e.phase() == Phase.CONNECT ? e : errors.ofSilentPull(e);
        }
    }

    private static ObjectNode naming(String model) {
        return LlmHttpClient.JSON.createObjectNode().put("model", model);
    }

    private <T> T hinting(Supplier<T> call) {
        try {
            return call.get();
        } catch (UnreachableException e) {
            throw isAbsence(e.getCause()) ? withHint(e) : e;
        }
    }

    private static boolean isAbsence(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException;
    }

    private UnreachableException withHint(UnreachableException e) {
        return new UnreachableException(
                e.provider(),
                e.model(),
                e.status(),
                e.getMessage()
                        + "; start it with `ollama serve`, or set llm.providers."
                        + settings.name()
                        + ".base_url",
                e.getCause());
    }

    @Override
    public void close() {
        http.close();
        pulls.close();
    }
}
