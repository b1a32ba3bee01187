package io.gorgon.budget;

import io.gorgon.llm.error.NotAllowedException;

/** What is said when a model costs money and nobody knows how much. */
final class UnknownPrice {

    private UnknownPrice() {}

    static NotAllowedException refusal(Candidate candidate, String model) {
        return new NotAllowedException(
                candidate.provider(),
                model,
                0,
                "the price of the model '"
                        + model
                        + "' of "
                        + candidate.provider()
                        + " is not known, so it is not asked; add the model to llm.prices."
                        + candidate.type()
                        + ", or give the most that such models cost in llm.prices.unknown:"
                        + " {input_per_million_usd, output_per_million_usd}",
                null);
    }
}
