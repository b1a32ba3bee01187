package io.gorgon.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;

/**
 * An answer with a status of 300 or more.
 *
 * @param provider the provider's name; never null
 * @param model the model asked; null when the call was about none
 * @param status the HTTP status
 * @param headers names in lower case; never null
 * @param body the body as JSON; a missing node when it is none
 * @param text the start of the body as one redacted line, fit for messages; never null
 * @param retryAfter how long the provider asks to wait; null when it does not say
 */
public record ErrorResponse(
        String provider,
        String model,
        int status,
        Map<String, String> headers,
        JsonNode body,
        String text,
        Duration retryAfter) {}
