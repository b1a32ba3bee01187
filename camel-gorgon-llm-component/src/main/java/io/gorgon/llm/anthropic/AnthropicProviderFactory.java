package io.gorgon.llm.anthropic;

import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.spi.LlmProviderFactory;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;

/** Makes providers of {@code type: anthropic}. */
public final class AnthropicProviderFactory implements LlmProviderFactory {

    @Override
    public String type() {
        return "anthropic";
    }

    @Override
    public LlmProvider create(ProviderSettings settings, ProviderContext context) {
        return new AnthropicProvider(settings, context);
    }
}
