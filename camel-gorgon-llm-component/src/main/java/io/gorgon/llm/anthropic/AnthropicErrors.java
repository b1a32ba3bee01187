package io.gorgon.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.error.AuthenticationException;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.BillingException;
import io.gorgon.llm.error.ContentRefusedException;
import io.gorgon.llm.error.ContextWindowExceededException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.error.RateLimitedException;
import io.gorgon.llm.http.ErrorMapper;
import io.gorgon.llm.http.ErrorResponse;
import io.gorgon.llm.http.Redaction;
import io.gorgon.llm.spi.ApiKey;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads errors of the Anthropic Messages API: {@code {"type":"error","error":{"type","message"},
 * "request_id"}}, as an answer of its own or inside a stream.
 */
final class AnthropicErrors implements ErrorMapper {

    /** The status that stands for a type, for errors that come after the status 200. */
    private static final Map<String, Integer> STATUS_OF_TYPE =
            Map.of(
                    "invalid_request_error", 400,
                    "authentication_error", 401,
                    "billing_error", 402,
                    "permission_error", 403,
                    "not_found_error", 404,
                    "request_too_large", 413,
                    "rate_limit_error", 429,
                    "api_error", 500,
                    "timeout_error", 504,
                    "overloaded_error", 529);

    private static final String SPEND_LIMIT_CODE = "enforced_spend_limit_reached";

    /** Money that is used up comes as 400 (workspace limit, credits) and 429 (monthly limit). */
    private static final Pattern SPENT =
            Pattern.compile(
                    "(?i)credit balance|spend(?:ing)? (?:limit|cap)|api usage limits|"
                            + SPEND_LIMIT_CODE);

    private static final Pattern TOO_LONG =
            Pattern.compile(
                    "(?i)(?:prompt|input) is too long|context (?:limit|window|length)|maximum context");

    private static final Pattern FILTERED =
            Pattern.compile("(?i)blocked by (?:our )?content filter");

    private final ProviderSettings settings;
    private final ApiKey key;

    AnthropicErrors(ProviderSettings settings, ApiKey key) {
        this.settings = settings;
        this.key = key;
    }

    @Override
    public LlmException map(ErrorResponse response) {
        return exception(response, text(response));
    }

    /** An error that came as part of an answer that had begun with the status 200. */
    LlmException inAnswer(JsonNode body, String model) {
        int status = STATUS_OF_TYPE.getOrDefault(body.path("error").path("type").asText(), 500);
        return map(new ErrorResponse(settings.name(), model, status, Map.of(), body, "", null));
    }

    private LlmException exception(ErrorResponse response, String text) {
        String provider = response.provider();
        String model = response.model();
        int status = response.status();
        if (isBilling(response, text)) {
            return new BillingException(
                    provider, model, status, provider + ": the money is used up" + text, null);
        }
        if (FILTERED.matcher(text).find()) {
            return new ContentRefusedException(
                    provider, model, status, provider + " refused the content" + text, null);
        }
        return switch (status) {
            case 401, 403 ->
                    new AuthenticationException(
                            provider, model, status, refusedKey(provider, status) + text, null);
            case 404 -> notFound(response, text);
            case 429 ->
                    new RateLimitedException(
                            provider,
                            model,
                            status,
                            provider + ": too many requests or tokens" + text,
                            response.retryAfter());
            case 408, 409 -> overloaded(response, text);
            default -> status >= 500 ? overloaded(response, text) : badRequest(response, text);
        };
    }

    private static boolean isBilling(ErrorResponse response, String text) {
        JsonNode error = response.body().path("error");
        return response.status() == 402
                || error.path("type").asText().equals("billing_error")
                || error.path("details").path("error_code").asText().equals(SPEND_LIMIT_CODE)
                || response.status() < 500 && SPENT.matcher(text).find();
    }

    private String refusedKey(String provider, int status) {
        if (settings.apiKeyEnv() == null) {
            return provider + " wants a key: name its environment variable in api_key_env";
        }
        return provider
                + (status == 403
                        ? " does not permit this with the key in "
                        : " does not accept the key in ")
                + settings.apiKeyEnv();
    }

    private LlmException notFound(ErrorResponse response, String text) {
        String provider = response.provider();
        if (response.model() == null) {
            return new BadRequestException(
                    provider,
                    null,
                    response.status(),
                    provider
                            + ": nothing there, check base_url ("
                            + settings.baseUrl()
                            + ")"
                            + text,
                    null);
        }
        return new ModelNotFoundException(
                provider,
                response.model(),
                response.status(),
                provider
                        + " does not have the model "
                        + response.model()
                        + ", check its name in tier_models"
                        + text,
                null);
    }

    private static LlmException overloaded(ErrorResponse response, String text) {
        return new OverloadedException(
                response.provider(),
                response.model(),
                response.status(),
                response.provider() + " is overloaded or failed inside" + text,
                response.retryAfter());
    }

    private LlmException badRequest(ErrorResponse response, String text) {
        String provider = response.provider();
        String model = response.model();
        int status = response.status();
        if (TOO_LONG.matcher(text).find()) {
            return new ContextWindowExceededException(
                    provider,
                    model,
                    status,
                    provider + ": the prompt is too long for " + model + text,
                    null);
        }
        String what =
                status == 413
                        // Bytes, not tokens: another model would refuse them too.
                        ? " takes no request of this size (32 MB), send less text or smaller images"
                        : status < 400
                                ? " redirects, check base_url (" + settings.baseUrl() + ")"
                                : " refused the request";
        return new BadRequestException(provider, model, status, provider + what + text, null);
    }

    /** What the provider said, without the key, to be put after our own words. */
    private String text(ErrorResponse response) {
        JsonNode error = response.body().path("error");
        JsonNode message = error.path("message");
        String said = message.isTextual() ? message.asText() : response.text();
        String clean = Redaction.line(key.find().map(k -> said.replace(k, "***")).orElse(said));
        String type = Redaction.line(error.path("type").asText());
        String status = (response.status() + " " + type).strip();
        return clean.isEmpty() ? " (" + status + ")" : " (" + status + "): " + clean;
    }
}
