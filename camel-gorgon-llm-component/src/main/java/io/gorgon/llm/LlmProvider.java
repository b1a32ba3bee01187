package io.gorgon.llm;

import java.util.List;
import java.util.Set;

/**
 * A server, or something in this process, that answers for language models. Thread-safe. Every
 * method that waits obeys the provider's time-outs and the request's deadline and cancellation, and
 * throws {@link io.gorgon.llm.error.LlmException}s only. None of them retries.
 */
public interface LlmProvider extends AutoCloseable {

    /** The name it has in the configuration, such as {@code ollama}. */
    String name();

    /**
     * The kind of server: {@code ollama}, {@code anthropic}, {@code openai}, {@code mock} or one
     * that was added.
     */
    String type();

    /**
     * Whether calls stay on this machine or in the private network that the configuration allows.
     */
    boolean local();

    Set<Capability> capabilities();

    /**
     * Answers a request as a whole. With a response schema the content is JSON that obeys it.
     *
     * @throws io.gorgon.llm.error.InvalidOutputException if the answer does not obey the schema,
     *     after one repair
     */
    LlmResponse generate(LlmRequest request);

    /**
     * Starts an answer in pieces. Returns when the provider has accepted the request. With a
     * response schema the answer is checked at its end; there is no repair, as the text is out.
     */
    TokenStream stream(LlmRequest request);

    /**
     * @throws io.gorgon.llm.error.UnsupportedByProviderException without {@link
     *     Capability#EMBEDDINGS}
     */
    EmbedResponse embed(EmbedRequest request);

    /** Probes the provider. Never throws: what is wrong is in the answer. */
    ProviderHealth health();

    /** The models that can be asked now. */
    List<ModelInfo> models();

    /**
     * The input tokens of a request, estimated without asking the provider; errs on the high side.
     */
    long estimateTokens(LlmRequest request);

    /**
     * Starts to fetch a model.
     *
     * @throws io.gorgon.llm.error.UnsupportedByProviderException without {@link Capability#PULL}
     */
    PullStream pull(String model);

    /**
     * The models in memory.
     *
     * @throws io.gorgon.llm.error.UnsupportedByProviderException without {@link
     *     Capability#LOADED_MODELS}
     */
    List<LoadedModel> loadedModels();

    /** Ends all calls and gives everything back. Calling it again does nothing. */
    @Override
    void close();
}
