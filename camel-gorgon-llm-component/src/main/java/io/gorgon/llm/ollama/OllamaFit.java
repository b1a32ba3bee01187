package io.gorgon.llm.ollama;

import io.gorgon.llm.error.OutOfMemoryException;
import io.gorgon.llm.http.CallContext;
import io.gorgon.llm.spi.ModelGate;
import io.gorgon.llm.spi.ModelVerdict;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes, of models that could answer, the first for which there is memory. */
final class OllamaFit {

    private final ProviderSettings settings;
    private final ModelGate gate;
    private final OllamaMemory memory;

    OllamaFit(ProviderSettings settings, ModelGate gate, OllamaMemory memory) {
        this.settings = settings;
        this.gate = gate;
        this.memory = memory;
    }

    /**
     * What came of a preference list.
     *
     * @param model the model to call; empty when there is memory for none
     * @param tooLarge why those before it were passed over, a sentence each
     */
    record Pick(Optional<OllamaModel> model, List<String> tooLarge) {

        static Pick nothing() {
            return new Pick(Optional.empty(), List.of());
        }
    }

    /** Why a model cannot be called for want of memory; empty when it can. */
    Optional<String> refusal(OllamaModel model, CallContext call) {
        ModelVerdict verdict = gate.judge(memory.served(model, call));
        return verdict.refused() ? Optional.of(words(model, verdict)) : Optional.empty();
    }

    /**
     * The first model for which there is memory. Where that one would have to wait, or push others
     * out of memory, another of the list that is in memory is taken instead, as loading takes
     * longer than most answers.
     *
     * @param candidates the preferred first
     */
    Pick pick(Iterable<OllamaModel> candidates, CallContext call) {
        List<String> tooLarge = new ArrayList<>();
        OllamaModel cold = null;
        String why = "";
        for (OllamaModel candidate : candidates) {
            ModelVerdict verdict = gate.judge(memory.served(candidate, call));
            if (verdict.refused()) {
                tooLarge.add(words(candidate, verdict));
            } else if (verdict.isReady() && (cold == null || isWarm(candidate, call))) {
                List<String> notes = cold == null ? tooLarge : plus(tooLarge, why);
                return new Pick(Optional.of(candidate), notes);
            } else if (cold == null) {
                cold = candidate;
                why = settings.name() + ": " + candidate.name() + " would have to be loaded first";
            }
        }
        return new Pick(Optional.ofNullable(cold), tooLarge);
    }

    private boolean isWarm(OllamaModel model, CallContext call) {
        return gate.isWarm(memory.served(model, call));
    }

    private static List<String> plus(List<String> texts, String more) {
        List<String> all = new ArrayList<>(texts);
        all.add(more);
        return all;
    }

    private String words(OllamaModel model, ModelVerdict verdict) {
        return settings.name() + ": " + model.name() + " does not fit: it " + verdict.reason();
    }

    /**
     * @param model the one that was asked for by name; null when a tier was
     * @param tooLarge why each does not fit, at least one
     */
    OutOfMemoryException failure(String model, List<String> tooLarge) {
        return new OutOfMemoryException(
                settings.name(),
                model,
                0,
                String.join("; ", tooLarge)
                        + "; pull a smaller model and name it in llm.providers."
                        + settings.name()
                        + ".tier_models, or see `gorgon hardware` and llm.hardware",
                null);
    }
}
