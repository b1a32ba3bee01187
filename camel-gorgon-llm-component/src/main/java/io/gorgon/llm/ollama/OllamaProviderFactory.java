package io.gorgon.llm.ollama;

import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.spi.LlmProviderFactory;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;

/** Makes providers of the type {@code ollama}. */
public final class OllamaProviderFactory implements LlmProviderFactory {

    @Override
    public String type() {
        return "ollama";
    }

    @Override
    public LlmProvider create(ProviderSettings settings, ProviderContext context) {
        return new OllamaProvider(settings, context);
    }
}
