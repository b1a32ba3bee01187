package io.gorgon.llm.spi;

import io.gorgon.llm.LlmProvider;

/**
 * Makes providers of one type. A new type is one package with an implementation of this and of
 * {@link LlmProvider}, and one line in {@code
 * META-INF/services/io.gorgon.llm.spi.LlmProviderFactory}.
 */
public interface LlmProviderFactory {

    /** The word that stands for it in {@code type:} of the configuration, in lower case. */
    String type();

    /**
     * Makes a provider. Opens no connection and reads no key: a server that is down does not stop
     * the start.
     */
    LlmProvider create(ProviderSettings settings, ProviderContext context);
}
