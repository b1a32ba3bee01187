package io.gorgon.camel.processor;

import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.failover.AttemptChain;
import io.gorgon.llm.failover.Candidate;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks those first that have the model that a request prefers; adds nobody who may not be asked.
 */
final class PreferredModelFirst {

    private PreferredModelFirst() {}

    /**
     * The candidates that have the preferred model, with it, and then all of them in their order,
     * with the model of the tier.
     *
     * @param request only an {@link LlmRequest} can prefer a model
     */
    static List<Candidate> of(GorgonLlm gorgon, Object request, List<Candidate> candidates) {
        String model = preferred(request);
        if (model == null) {
            return candidates;
        }
        List<Candidate> all = new ArrayList<>();
        candidates.stream()
                .filter(candidate -> gorgon.knownModels().isAt(candidate.provider(), model))
                .map(candidate -> candidate.with(model))
                .forEach(all::add);
        all.addAll(candidates);
        return all;
    }

    /**
     * That another model than the preferred one answered, and why; null when there is nothing to
     * say.
     */
    static String note(Object request, AttemptChain chain) {
        String model = preferred(request);
        if (model == null || chain.current().preferredModel() != null) {
            return null;
        }
        return "Not answered by the preferred model "
                + model
                + (chain.prefersModel()
                        ? ": it was asked and failed, so the model of the tier was asked."
                        : ": no provider that may be asked now has it, so the model of the tier was"
                                + " asked.");
    }

    private static String preferred(Object request) {
        return request instanceof LlmRequest chat && chat.model() == null
                ? chat.preferredModel()
                : null;
    }
}
