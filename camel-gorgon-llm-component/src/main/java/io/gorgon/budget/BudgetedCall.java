package io.gorgon.budget;

import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelRequest;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.spi.ProviderSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * A call that wants to be made.
 *
 * @param request never null
 * @param stream whether the answer is read in pieces
 * @param runId the run it belongs to, where the request itself cannot tell; null when there is none
 * @param providers those that may be asked; never null
 */
public record BudgetedCall(
        ModelRequest request, boolean stream, String runId, List<ProviderSettings> providers) {

    public BudgetedCall {
        providers = List.copyOf(providers);
        Objects.requireNonNull(request, "request");
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
        if (request.runId() != null) {
            return request.runId();
        }
        return runId == null ? request.workflowId() : runId;
    }

    String agent() {
        return request.agentId();
    }

    Instant deadline() {
        return request.deadline();
    }

    /** What the caller has left by its own count; null when it does not count. */
    Long callersRemainingTokens() {
        return request instanceof LlmRequest chat ? chat.budgetRemainingTokens() : null;
    }

    /**
     * Who may be asked, and for which models.
     *
     * @param day the day of the call (UTC)
     */
    List<Candidate> candidates(boolean localOnly, PriceTable prices, LocalDate day) {
        ModelTier tier = request instanceof LlmRequest chat ? chat.tier() : ModelTier.EMBEDDING;
        return providers.stream()
                .filter(settings -> !localOnly || settings.local())
                .map(
                        settings -> {
                            Candidate candidate = Candidate.of(settings, tier, request.model());
                            return mayTakePreferred(settings, prices, day)
                                    ? candidate.orWith(preferredModel())
                                    : candidate;
                        })
                .toList();
    }

    /**
     * Whether a provider may be asked for the preferred model. A local one costs nothing for it.
     */
    private boolean mayTakePreferred(ProviderSettings settings, PriceTable prices, LocalDate day) {
        String preferred = preferredModel();
        return preferred != null
                && (settings.local() || PreferredModel.isAt(settings, preferred, prices, day));
    }

    private String preferredModel() {
        return request instanceof LlmRequest chat && chat.model() == null
                ? chat.preferredModel()
                : null;
    }
}
