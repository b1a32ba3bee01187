package io.gorgon.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.error.AuthenticationException;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.BillingException;
import io.gorgon.llm.error.ContentRefusedException;
import io.gorgon.llm.error.ContextWindowExceededException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.error.OutOfMemoryException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.error.RateLimitedException;
import io.gorgon.llm.http.ErrorMapper;
import io.gorgon.llm.http.ErrorResponse;
import io.gorgon.llm.http.Redaction;
import io.gorgon.llm.spi.ApiKey;
import io.gorgon.llm.spi.ProviderSettings;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says what an error of the server means (OpenAI API, error codes), by status and code; by words
 * only for what compatible servers put into words alone.
 */
final class OpenAiErrors implements ErrorMapper {

    private static final Set<String> MONEY =
            Set.of(
                    "insufficient_quota",
                    "credit_balance_exhausted",
                    "organization_spend_limit_exceeded",
                    "project_spend_limit_exceeded",
                    "organization_usage_limit_exceeded",
                    "billing_hard_limit_reached",
                    "billing_not_active");
    private static final Set<String> CONTENT =
            Set.of("content_policy_violation", "content_filter", "responsibleaipolicyviolation");

    /** OpenAI's code and llama.cpp's type. */
    private static final Set<String> CONTEXT =
            Set.of("context_length_exceeded", "exceed_context_size_error");

    private static final Pattern CONTEXT_WORDS =
            Pattern.compile(
                    "(?i)maximum context length|maximum model length|context (?:size|window|length)"
                            + "|prompt is (?:too long|longer)|context overflow");
    private static final Pattern MEMORY_WORDS =
            Pattern.compile(
                    "(?i)out of memory|outofmemory|\\boom\\b|cudamalloc failed"
                            + "|not enough (?:\\w+ )?memory|insufficient (?:\\w+ )?memory"
                            + "|insufficient system resources|more system memory"
                            + "|resource limitations");
    private static final Set<String> MODEL = Set.of("model_not_found", "notfounderror");
    private static final Set<String> RATE =
            Set.of("rate_limit_exceeded", "rate_limit_error", "slow_down");
    private static final Set<String> KEY =
            Set.of("invalid_api_key", "authentication_error", "permission_error");
    private static final Set<String> REQUEST =
            Set.of("invalid_request_error", "badrequesterror", "bad_request_error");

    private final ProviderSettings settings;
    private final OpenAiAddress address;
    private final ApiKey key;

    /**
     * @param key taken out of what the server says, should it say it
     */
    OpenAiErrors(ProviderSettings settings, OpenAiAddress address, ApiKey key) {
        this.settings = settings;
        this.address = address;
        this.key = key;
    }

    @Override
    public LlmException map(ErrorResponse response) {
        OpenAiErrorBody body = OpenAiErrorBody.read(response.body());
        Duration wait =
                response.retryAfter() == null
                        ? RateLimitReset.read(response.headers())
                        : response.retryAfter();
        String words = body.message().isEmpty() ? response.text() : body.message();
        return new Report(response.model(), response.status(), response.status(), body, words, wait)
                .classify();
    }

    /**
     * An error that came inside an answer with status 200, which is all that is left once a stream
     * has begun.
     */
    LlmException reported(JsonNode object, String model) {
        OpenAiErrorBody body = OpenAiErrorBody.read(object);
        return new Report(model, 0, statusFor(body), body, body.message(), null).classify();
    }

    private static int statusFor(OpenAiErrorBody body) {
        if (body.status() != 0) {
            return body.status();
        }
        if (body.hasOneOf(KEY)) {
            return 401;
        }
        if (body.hasOneOf(RATE)) {
            return 429;
        }
        return body.hasOneOf(REQUEST) ? 400 : 500;
    }

    /** One error: what is known of it, and what it means. */
    private final class Report {
        private final String model;
        private final int httpStatus;
        private final int status;
        private final OpenAiErrorBody body;
        private final String said;
        private final Duration wait;

        Report(
                String model,
                int httpStatus,
                int status,
                OpenAiErrorBody body,
                String words,
                Duration wait) {
            this.model = model;
            this.httpStatus = httpStatus;
            this.status = status;
            this.body = body;
            this.said =
                    Redaction.line(
                            key.find().map(value -> words.replace(value, "***")).orElse(words));
            this.wait = wait;
        }

        LlmException classify() {
            if (status == 402 || body.hasOneOf(MONEY)) {
                return new BillingException(settings.name(), model, httpStatus, billing(), null);
            }
            if (body.hasOneOf(CONTENT)) {
                return new ContentRefusedException(
                        settings.name(),
                        model,
                        httpStatus,
                        sentence("a content policy rejected the request", "change the prompt"),
                        null);
            }
            if (status == 401 || status == 403) {
                return new AuthenticationException(
                        settings.name(), model, httpStatus, authentication(), null);
            }
            if (status == 429) {
                return new RateLimitedException(
                        settings.name(),
                        model,
                        httpStatus,
                        sentence("too many requests or tokens in a while", null),
                        wait);
            }
            // Words about memory may name the context that did not fit into it.
            boolean memory = MEMORY_WORDS.matcher(said).find();
            if (body.hasOneOf(CONTEXT) || (!memory && CONTEXT_WORDS.matcher(said).find())) {
                return tooLong();
            }
            return memory ? outOfMemory() : ofServer();
        }

        private LlmException tooLong() {
            return new ContextWindowExceededException(
                    settings.name(),
                    model,
                    httpStatus,
                    sentence(
                            "the prompt is too long for " + modelName(),
                            "shorten it, ask for fewer tokens, or take a model with a larger"
                                    + " context window"),
                    null);
        }

        private LlmException outOfMemory() {
            return new OutOfMemoryException(
                    settings.name(),
                    model,
                    httpStatus,
                    sentence(
                            "the server has not enough memory for " + modelName(),
                            "take a smaller model"),
                    null);
        }

        private String modelName() {
            return model == null ? "the model" : model;
        }

        private LlmException ofServer() {
            if (status == 404 || status == 410 || body.hasOneOf(MODEL)) {
                return new ModelNotFoundException(
                        settings.name(), model, httpStatus, notFound(), null);
            }
            if (status == 408 || status == 409 || status >= 500) {
                return new OverloadedException(
                        settings.name(),
                        model,
                        httpStatus,
                        sentence("the server is busy or failed", null),
                        wait);
            }
            return new BadRequestException(settings.name(), model, httpStatus, badRequest(), null);
        }

        private String billing() {
            return sentence(
                    "the account has no money or has reached its limit",
                    "check its plan and its limits");
        }

        private String authentication() {
            String variable = settings.apiKeyEnv();
            if (variable == null) {
                return sentence(
                        "the server at " + address.baseUrl() + " wants a key",
                        "name the environment variable that holds it in llm.providers."
                                + settings.name()
                                + ".api_key_env");
            }
            if (key.find().isEmpty()) {
                return sentence(
                        "the server at " + address.baseUrl() + " wants a key",
                        "set the environment variable " + variable);
            }
            return status == 403
                    ? sentence(
                            "the key in the environment variable "
                                    + variable
                                    + " may not make this call",
                            "give it the permission or take another one")
                    : sentence(
                            "the key in the environment variable " + variable + " was not accepted",
                            "put a valid one there");
        }

        private String notFound() {
            return model == null
                    ? sentence(
                            "nothing was found at " + address.baseUrl(),
                            "check that base_url is that of an OpenAI-compatible server")
                    : sentence(
                            "the model " + model + " was not found at " + address.baseUrl(),
                            "check its name (`gorgon models` lists what there is) and base_url");
        }

        private String badRequest() {
            return status < 400
                    ? sentence(
                            "the server at "
                                    + address.baseUrl()
                                    + " redirects, which is not followed",
                            "set base_url to the final address")
                    : sentence("the server does not accept the request", null);
        }

        private String sentence(String what, String advice) {
            return settings.name()
                    + ": "
                    + what
                    + (httpStatus == 0 ? "" : " (HTTP " + httpStatus + ")")
                    + (said.isEmpty() ? "" : ": " + said)
                    + (advice == null ? "" : "; " + advice);
        }
    }
}
