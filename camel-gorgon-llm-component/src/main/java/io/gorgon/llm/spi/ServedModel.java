package io.gorgon.llm.spi;

import io.gorgon.llm.LoadedModel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A model as a server has it, and as it would be loaded for a call.
 *
 * @param provider the provider of the server; never null
 * @param name the server's own name for it; never null
 * @param digest tells one version of it from another; null when unknown
 * @param sizeBytes size of its files, in bytes; null when unknown
 * @param parameterSize number of parameters as the server writes it, such as {@code 7.6B}; null
 *     when unknown
 * @param quantization such as {@code Q4_K_M}; null when unknown
 * @param contextTokens the context window that is asked for, in tokens; at least 1
 * @param facts asks the server for more, where that is needed; never null
 */
public record ServedModel(
        ProviderSettings provider,
        String name,
        String digest,
        Long sizeBytes,
        String parameterSize,
        String quantization,
        int contextTokens,
        Facts facts) {

    public ServedModel {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(facts, "facts");
    }

    /** A model of which only the name is known. */
    public static ServedModel named(ProviderSettings provider, String name, int contextTokens) {
        return new ServedModel(
                provider, name, null, null, null, null, contextTokens, Facts.unknown());
    }

    /**
     * What a server tells when it is asked. Implementations ask as seldom as they can and never
     * throw for a server that does not know.
     */
    public interface Facts {

        /** Empty when the server does not tell. */
        Optional<ModelShape> shape();

        /** All models that the server has in memory; empty when it does not tell. */
        Optional<List<LoadedModel>> loaded();

        /** A server that tells nothing. */
        static Facts unknown() {
            return new Facts() {
                @Override
                public Optional<ModelShape> shape() {
                    return Optional.empty();
                }

                @Override
                public Optional<List<LoadedModel>> loaded() {
                    return Optional.empty();
                }
            };
        }
    }
}
