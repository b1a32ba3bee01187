package io.gorgon.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.http.Redaction;
import java.util.Optional;

/**
 * Why an answer ended, as the Anthropic Messages API says it.
 *
 * @param name {@code stop_reason}; null when there was none
 * @param category {@code stop_details.category} of a refusal; null when there was none
 */
record StopReason(String name, String category) {

    /** None given. */
    static final StopReason NONE = new StopReason(null, null);

    private static final String PAUSED = "pause_turn";
    private static final String REFUSED = "refusal";

    /**
     * @param holder the object with {@code stop_reason} and {@code stop_details}: a message, or the
     *     {@code delta} of a {@code message_delta} event
     */
    static StopReason read(JsonNode holder) {
        return new StopReason(
                holder.path("stop_reason").asText(null),
                holder.path("stop_details").path("category").asText(null));
    }

    /** The server interrupted a long turn and goes on when it gets the turn back. */
    boolean paused() {
        return PAUSED.equals(name);
    }

    FinishReason finishReason() {
        return switch (name == null ? "" : name) {
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case REFUSED -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP;
        };
    }

    /** What the caller should know of the end; empty when there is nothing to say. */
    Optional<String> note(String model) {
        return switch (name == null ? "" : name) {
            case REFUSED ->
                    Optional.of(
                            model
                                    + " refused to answer"
                                    + (category == null
                                            ? "."
                                            : " (category " + Redaction.line(category) + ")."));
            case "model_context_window_exceeded" ->
                    Optional.of("The answer ended where the context window of " + model + " ends.");
            case PAUSED ->
                    Optional.of(
                            model
                                    + " paused its turn (pause_turn) and was not asked to go on: the answer may be"
                                    + " incomplete.");
            case "", "end_turn", "stop_sequence", "max_tokens", "tool_use" -> Optional.empty();
            default ->
                    Optional.of(
                            model
                                    + " stopped for a reason that is not known here: "
                                    + Redaction.line(name)
                                    + ".");
        };
    }
}
