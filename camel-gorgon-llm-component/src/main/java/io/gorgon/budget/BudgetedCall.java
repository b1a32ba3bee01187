package io.gorgon.budget;

import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.spi.ProviderSettings;
import java.time.Instant;
import java.util.List;

/**
 * A call that wants to be made.
 *
 * @param request an {@link LlmRequest} or an {@link EmbedRequest}; never null
 * @param stream whether the answer is read in pieces
 * @param runId the run it belongs to, where the request itself cannot tell; null when there is none
 * @param providers those that may be asked; never null
 */
public record BudgetedCall(
        Object request, boolean stream, String runId, List<ProviderSettings> providers) {

    public BudgetedCall {
        providers = List.copyOf(providers);
        if (!(request instanceof LlmRequest) && !(request instanceof EmbedRequest)) {
            throw new IllegalArgumentException("only chat and embed requests have a budget");
        }
    }

    BudgetedCall withMaxTokens(int maxTokens) {
        LlmRequest smaller = ((LlmRequest) request).toBuilder().maxTokens(maxTokens).build();
        return new BudgetedCall(smaller, stream, runId, providers);
    }

    boolean isChat() {
        return request instanceof LlmRequest;
    }

    /** The most tokens to answer with; a vector is not counted. */
    int maxTokens() {
        return request instanceof LlmRequest chat ? chat.maxTokens() : 0;
    }

    /** The run; a call of a workflow that names no run counts for the workflow as such. */
    String run() {
        String run;
        String workflow;
        if (request instanceof LlmRequest chat) {
            run = chat.runId() == null ? runId : chat.runId();
            workflow = chat.workflowId();
        } else {
            run = runId;
            workflow = ((EmbedRequest) request).workflowId();
        }
        return run == null ? workflow : run;
    }

    String agent() {
        return request instanceof LlmRequest chat
                ? chat.agentId()
                : ((EmbedRequest) request).agentId();
    }

    Instant deadline() {
        return request instanceof LlmRequest chat
                ? chat.deadline()
                : ((EmbedRequest) request).deadline();
    }

    /** What the caller has left by its own count; null when it does not count. */
    Long callersRemainingTokens() {
        return request instanceof LlmRequest chat ? chat.budgetRemainingTokens() : null;
    }

    List<Candidate> candidates(boolean localOnly) {
        ModelTier tier = request instanceof LlmRequest chat ? chat.tier() : ModelTier.EMBEDDING;
        String model =
                request instanceof LlmRequest chat
                        ? chat.model()
                        : ((EmbedRequest) request).model();
        return providers.stream()
                .filter(settings -> !localOnly || settings.local())
                .map(settings -> Candidate.of(settings, tier, model))
                .toList();
    }
}
