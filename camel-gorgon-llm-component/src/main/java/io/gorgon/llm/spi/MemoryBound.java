package io.gorgon.llm.spi;

import io.gorgon.llm.ModelTier;
import java.util.List;
import java.util.Optional;

/** A provider whose server holds models in memory of its own, and tells of them before a call. */
public interface MemoryBound {

    /**
     * All models that the server has, with all that it tells of them. Asks the server.
     *
     * @throws io.gorgon.llm.error.LlmException if it does not answer
     */
    List<ServedModel> servedModels();

    /** A model as the provider would load it, also one that the server does not have. */
    ServedModel configuredModel(String name);

    /**
     * Why no model of a tier can be called now for want of memory, with the numbers; empty when one
     * can, or when nobody knows. Asks the server at most for what a call would ask it.
     */
    Optional<String> shortage(ModelTier tier);
}
