package io.gorgon.llm.openai;

import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.spi.LlmProviderFactory;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;

/** Makes providers of type {@code openai}. */
public final class OpenAiProviderFactory implements LlmProviderFactory {

    @Override
    public String type() {
        return "openai";
    }

    /**
     * @throws IllegalArgumentException if the base URL is missing or is not one
     */
    @Override
    public LlmProvider create(ProviderSettings settings, ProviderContext context) {
        return new OpenAiProvider(settings, context);
    }
}
