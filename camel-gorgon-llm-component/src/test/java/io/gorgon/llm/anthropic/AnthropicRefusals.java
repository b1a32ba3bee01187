package io.gorgon.llm.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.gorgon.llm.contract.FakeLlmServer.Refusal;
import java.util.List;

/** The error answers of the Anthropic Messages API. */
final class AnthropicRefusals {

    static final List<Refusal> KNOWN =
            List.of(
                    Refusal.AUTHENTICATION,
                    Refusal.PERMISSION,
                    Refusal.BILLING,
                    Refusal.RATE_LIMITED,
                    Refusal.QUOTA_EXHAUSTED,
                    Refusal.OVERLOADED,
                    Refusal.INTERNAL_ERROR,
                    Refusal.CONTEXT_WINDOW_EXCEEDED,
                    Refusal.CONTENT_REFUSED,
                    Refusal.BAD_REQUEST,
                    Refusal.MODEL_NOT_FOUND);

    private AnthropicRefusals() {}

    static ResponseDefinitionBuilder of(Refusal refusal, String key) {
        return switch (refusal) {
            case AUTHENTICATION -> error(401, "authentication_error", "invalid x-api-key " + key);
            case PERMISSION -> error(403, "permission_error", key + " may not use this model");
            case BILLING -> error(402, "billing_error", "Your payment has failed.");
            case RATE_LIMITED ->
                    error(429, "rate_limit_error", "This request would exceed your rate limit.");
            case QUOTA_EXHAUSTED -> spendLimit();
            case OVERLOADED -> error(529, "overloaded_error", "Overloaded");
            case INTERNAL_ERROR -> error(500, "api_error", "Internal server error");
            case CONTEXT_WINDOW_EXCEEDED ->
                    error(
                            400,
                            "invalid_request_error",
                            "prompt is too long: 200251 tokens > 200000 maximum");
            case CONTENT_REFUSED ->
                    error(
                            400,
                            "invalid_request_error",
                            "Output blocked by content filtering policy");
            case BAD_REQUEST ->
                    error(400, "invalid_request_error", "max_tokens: Input should be positive");
            case MODEL_NOT_FOUND -> error(404, "not_found_error", "model: claude-medium");
            case OUT_OF_MEMORY ->
                    throw new IllegalArgumentException("the Anthropic API knows no " + refusal);
        };
    }

    private static ResponseDefinitionBuilder spendLimit() {
        ObjectNode body =
                (ObjectNode)
                        AnthropicWire.json(
                                AnthropicWire.error(
                                        "rate_limit_error", "The monthly threshold is crossed."));
        ((ObjectNode) body.path("error"))
                .putObject("details")
                .put("error_code", "enforced_spend_limit_reached");
        return response(429, body.toString());
    }

    private static ResponseDefinitionBuilder error(int status, String type, String message) {
        return response(status, AnthropicWire.error(type, message));
    }

    private static ResponseDefinitionBuilder response(int status, String body) {
        return ResponseDefinitionBuilder.responseDefinition()
                .withStatus(status)
                .withHeader("content-type", "application/json")
                .withBody(body);
    }
}
