package io.gorgon.llm.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.http.Redaction;
import io.gorgon.llm.spi.ProviderSettings;

/** Looks at answers with status 200, which may be errors or come from somewhere else. */
final class OllamaAnswers {

    private final ProviderSettings settings;
    private final OllamaErrors errors;

    OllamaAnswers(ProviderSettings settings, OllamaErrors errors) {
        this.settings = settings;
        this.errors = errors;
    }

    /**
     * Returns an answer, or a line of one, that is what it seems.
     *
     * @throws io.gorgon.llm.error.LlmException if it reports an error, or was made by another
     *     machine although the provider is a local one
     */
    JsonNode requireGood(JsonNode answer, String model) {
        if (answer.hasNonNull("error")) {
            throw errors.inAnswer(model, answer);
        }
        if (settings.local() && OllamaModel.isRemote(answer)) {
            String where = Redaction.line(answer.path("remote_host").asText("another machine"));
            throw new NotAllowedException(
                    settings.name(),
                    model,
                    200,
                    settings.name()
                            + ": the answer of "
                            + model
                            + " came from "
                            + where
                            + ", which a local provider may not use",
                    null);
        }
        return answer;
    }
}
