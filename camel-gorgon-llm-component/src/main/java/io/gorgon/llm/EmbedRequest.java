package io.gorgon.llm;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Texts to turn into vectors.
 *
 * @param inputs the texts; never null, never empty
 * @param model a model by name; null to take the embedding tier's choice
 * @param agentId who asks; null when unknown
 * @param workflowId the workflow that asks; null outside one
 * @param deadline when an answer is no longer of use; null for the provider's own time-outs only
 * @param cancellation lets the caller end the call; never null
 */
public record EmbedRequest(
        List<String> inputs,
        String model,
        String agentId,
        String workflowId,
        Instant deadline,
        Cancellation cancellation) {

    public EmbedRequest {
        inputs = List.copyOf(inputs);
        Objects.requireNonNull(cancellation, "cancellation");
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("an embed request needs at least one text");
        }
    }

    public static EmbedRequest of(List<String> inputs) {
        return new EmbedRequest(inputs, null, null, null, null, new Cancellation());
    }
}
