package io.gorgon.llm.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.error.AuthenticationException;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.BillingException;
import io.gorgon.llm.error.ContextWindowExceededException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.error.OutOfMemoryException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.error.RateLimitedException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import io.gorgon.llm.http.ErrorResponse;
import io.gorgon.llm.http.Redaction;
import io.gorgon.llm.spi.ProviderSettings;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Reads Ollama's errors, {@code {"error":"text"}} with a status or as a line of a stream. The text
 * decides only where the status does not, as it changes between versions.
 */
final class OllamaErrors {

    private static final Pattern CONTEXT =
            Pattern.compile(
                    "(?i)(?:longer than|exceeds?) the (?:available |maximum )?context"
                            + "|exceeds? (?:maximum |the model'?s? )?context (?:length|size|window)");
    private static final Pattern MEMORY =
            Pattern.compile(
                    "(?i)system memory|resource limitations|out of memory|(?:insufficient|not enough)"
                            + "[\\w ]* memory|(?:failed|unable) to allocate|cudaMalloc");
    private static final Pattern UNSUPPORTED = Pattern.compile("(?i)does not support");
    private static final Pattern ABSENT =
            Pattern.compile("(?i)file does not exist|not found|manifest unknown");

    private final ProviderSettings settings;
    private final String provider;
    private final String baseUrl;

    OllamaErrors(ProviderSettings settings, String baseUrl) {
        this.settings = settings;
        this.provider = settings.name();
        this.baseUrl = baseUrl;
    }

    /** The error of a chat, embedding or list call that was refused. */
    LlmException ofResponse(ErrorResponse response) {
        return error(
                response.model(),
                response.status(),
                text(response.body(), response.text()),
                response.retryAfter(),
                response.body().isObject());
    }

    /** The error that a line of a stream, or an answer with status 200, reports. */
    LlmException inAnswer(String model, JsonNode answer) {
        return error(model, 200, text(answer, ""), null, true);
    }

    /** The error of a pull, refused or reported in its stream. */
    LlmException ofPull(String model, int status, JsonNode body, String fallback) {
        String text = text(body, fallback);
        if (status == 404 || ABSENT.matcher(text).find()) {
            return new ModelNotFoundException(
                    provider,
                    model,
                    status,
                    provider + ": the registry has no model " + model + " (" + text + ")",
                    null);
        }
        String message = provider + ": " + model + " could not be fetched: " + text;
        return status >= 400 && status < 500
                ? new BadRequestException(provider, model, status, message, null)
                : new OverloadedException(provider, model, status, message, null);
    }

    /** The server reports no progress any more. */
    LlmTimeoutException ofSilentPull(LlmTimeoutException timeout) {
        return new LlmTimeoutException(
                provider,
                timeout.model(),
                timeout.phase(),
                "",
                provider
                        + " at "
                        + baseUrl
                        + " fell silent while it fetched "
                        + timeout.model()
                        + "; what it has is kept, so pull it again to go on");
    }

    private static String text(JsonNode body, String fallback) {
        JsonNode error = body.path("error");
        String text = error.isObject() ? error.path("message").asText("") : error.asText("");
        return text.isBlank() ? fallback : Redaction.line(text);
    }

    private LlmException error(
            String model, int status, String text, Duration retryAfter, boolean fromOllama) {
        String said = provider + " at " + baseUrl + " answered " + status + ": " + text;
        if (CONTEXT.matcher(text).find()) {
            return new ContextWindowExceededException(
                    provider,
                    model,
                    status,
                    said + "; shorten the prompt or raise num_ctx of the provider",
                    null);
        }
        if (MEMORY.matcher(text).find()) {
            return new OutOfMemoryException(
                    provider, model, status, said + "; take a smaller model", null);
        }
        return switch (status) {
            case 401, 403 -> new AuthenticationException(provider, model, status, said, null);
            case 402 -> new BillingException(provider, model, status, said, null);
            case 404 -> notFound(model, said, fromOllama);
            case 429 -> new RateLimitedException(provider, model, status, said, retryAfter);
            default -> ofClass(model, status, text, said);
        };
    }

    private LlmException ofClass(String model, int status, String text, String said) {
        if (status == 200 || status >= 500) {
            return new OverloadedException(provider, model, status, said, null);
        }
        if (UNSUPPORTED.matcher(text).find()) {
            return new UnsupportedByProviderException(provider, model, status, said, null);
        }
        return new BadRequestException(provider, model, status, said, null);
    }

    private LlmException notFound(String model, String said, boolean fromOllama) {
        if (model == null || !fromOllama && !ABSENT.matcher(said).find()) {
            return new BadRequestException(
                    provider,
                    model,
                    404,
                    said + "; check that base_url is the address of an Ollama server",
                    null);
        }
        return new ModelNotFoundException(
                provider,
                model,
                404,
                provider
                        + " at "
                        + baseUrl
                        + " does not have the model "
                        + model
                        + "; "
                        + OllamaMisses.pullCommand(settings, model),
                null);
    }
}
