package io.gorgon.llm.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.http.CallContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pulled models. The list is kept for a short time; calls that need a new one at the same time
 * share one request. Thread-safe.
 */
final class OllamaModels {

    static final Duration KEPT_FOR = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(OllamaModels.class);

    private final OllamaClient client;
    private final Clock clock;
    private final AtomicReference<CompletableFuture<List<OllamaModel>>> running =
            new AtomicReference<>();
    private final Map<String, OllamaModel> described = new ConcurrentHashMap<>();
    private volatile Snapshot kept;

    private record Snapshot(List<OllamaModel> models, Instant takenAt) {}

    OllamaModels(OllamaClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** The list as it is known; empty when it is too old. */
    Optional<List<OllamaModel>> kept() {
        return Optional.ofNullable(kept)
                .filter(list -> clock.instant().isBefore(list.takenAt().plus(KEPT_FOR)))
                .map(Snapshot::models);
    }

    /** A list that was asked for after this call began, or at most a moment before. */
    List<OllamaModel> refresh(CallContext call) {
        while (true) {
            CompletableFuture<List<OllamaModel>> mine = new CompletableFuture<>();
            CompletableFuture<List<OllamaModel>> theirs = running.compareAndExchange(null, mine);
            List<OllamaModel> models = theirs == null ? fetch(mine, call) : join(theirs, call);
            if (models != null) {
                return models;
            }
        }
    }

    private List<OllamaModel> fetch(CompletableFuture<List<OllamaModel>> mine, CallContext call) {
        try {
            List<OllamaModel> models = read(call);
            described.clear();
            kept = new Snapshot(models, clock.instant());
            mine.complete(models);
            return models;
        } catch (RuntimeException e) {
            if (isOver(call)) {
                // Only this call was given up: those who share it have to ask themselves.
                mine.complete(null);
            } else {
                mine.completeExceptionally(e);
            }
            throw e;
        } finally {
            running.compareAndSet(mine, null);
        }
    }

    private List<OllamaModel> read(CallContext call) {
        List<OllamaModel> models = new ArrayList<>();
        for (JsonNode entry : client.tags(client.probeFor(call)).path("models")) {
            OllamaModel model = OllamaModel.ofTag(entry);
            if (!model.name().isBlank()) {
                models.add(model);
            }
        }
        return List.copyOf(models);
    }

    private boolean isOver(CallContext call) {
        return call.cancellation().isCancelled()
                || call.deadline() != null && !clock.instant().isBefore(call.deadline());
    }

    private List<OllamaModel> join(CompletableFuture<List<OllamaModel>> theirs, CallContext call) {
        CompletableFuture<List<OllamaModel>> copy = theirs.copy();
        Cancellation.Registration registration =
                call.cancellation().onCancel(() -> copy.cancel(false));
        try {
            return copy.get(timeLeftMillis(call), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CancellationException | TimeoutException e) {
            // the call that follows says which it was
        } finally {
            registration.close();
        }
        return fetch(new CompletableFuture<>(), call);
    }

    private long timeLeftMillis(CallContext call) {
        return call.deadline() == null
                ? Long.MAX_VALUE
                : Math.max(0, Duration.between(clock.instant(), call.deadline()).toMillis());
    }

    /** The list is known to be wrong. */
    void forget() {
        kept = null;
    }

    /**
     * A model with its capabilities and its context window: asks the server for them once, where
     * its list does not tell.
     */
    OllamaModel describe(OllamaModel model, CallContext call) {
        if (model.tellsCapabilities()) {
            return model;
        }
        OllamaModel known = described.get(model.name());
        if (known != null) {
            return known;
        }
        OllamaModel described = show(model, call);
        this.described.put(model.name(), described);
        return described;
    }

    private OllamaModel show(OllamaModel model, CallContext call) {
        try {
            return model.describedBy(client.show(model.name(), client.probeFor(call)));
        } catch (LlmException e) {
            if (isOver(call)) {
                throw e;
            }
            LOG.debug("{} is not described: {}", model.name(), e.getMessage());
            return model;
        }
    }
}
