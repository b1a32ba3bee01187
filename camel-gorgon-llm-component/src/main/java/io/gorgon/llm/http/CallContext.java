package io.gorgon.llm.http;

import io.gorgon.llm.Cancellation;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.LlmRequest;
import java.time.Instant;

/**
 * What the transport has to know about a call.
 *
 * @param model the model asked, for messages; null when the call is about none
 * @param deadline when the answer is no longer of use; null for the time-outs only
 * @param cancellation ends the call; never null
 */
public record CallContext(String model, Instant deadline, Cancellation cancellation) {

    public static CallContext of(LlmRequest request, String model) {
        return new CallContext(model, request.deadline(), request.cancellation());
    }

    public static CallContext of(EmbedRequest request, String model) {
        return new CallContext(model, request.deadline(), request.cancellation());
    }
}
