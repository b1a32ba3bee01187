package io.gorgon.llm.openai;

import io.gorgon.llm.contract.FakeLlmServer.Refusal;
import io.gorgon.llm.http.LlmHttpClient;

/** How OpenAI and compatible servers refuse calls. */
final class OpenAiRefusals {

    private OpenAiRefusals() {}

    /** An error answer. */
    record Wire(int status, String body) {}

    static Wire of(Refusal refusal, String key) {
        return switch (refusal) {
            case AUTHENTICATION ->
                    error(
                            401,
                            "Incorrect API key provided: " + key + ".",
                            "invalid_request_error",
                            "invalid_api_key");
            case PERMISSION ->
                    error(403, "The key " + key + " may not do this.", "permission_error", null);
            case BILLING -> error(402, "Payment required", "billing_error", null);
            case RATE_LIMITED ->
                    error(429, "Rate limit reached", "requests", "rate_limit_exceeded");
            case QUOTA_EXHAUSTED ->
                    error(
                            429,
                            "You exceeded your current quota",
                            "insufficient_quota",
                            "insufficient_quota");
            case OVERLOADED ->
                    error(503, "That model is busy", "server_error", "server_is_overloaded");
            case INTERNAL_ERROR -> new Wire(500, "Internal Server Error");
            case CONTEXT_WINDOW_EXCEEDED ->
                    error(
                            400,
                            "This model's maximum context length is 4096 tokens.",
                            "invalid_request_error",
                            "context_length_exceeded");
            case CONTENT_REFUSED ->
                    error(
                            400,
                            "Your request was rejected by the safety system.",
                            "invalid_request_error",
                            "content_policy_violation");
            case BAD_REQUEST ->
                    error(
                            400,
                            "Unsupported parameter: 'max_tokens'",
                            "invalid_request_error",
                            "unsupported_parameter");
            case MODEL_NOT_FOUND ->
                    error(
                            404,
                            "The model 'x' does not exist",
                            "invalid_request_error",
                            "model_not_found");
            case OUT_OF_MEMORY ->
                    error(500, "CUDA out of memory. Tried to allocate 2 GiB", "server_error", null);
        };
    }

    private static Wire error(int status, String message, String type, String code) {
        var body = LlmHttpClient.JSON.createObjectNode();
        body.putObject("error").put("message", message).put("type", type).put("code", code);
        return new Wire(status, body.toString());
    }
}
