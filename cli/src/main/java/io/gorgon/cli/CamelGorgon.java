package io.gorgon.cli;

import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.llm.LlmStreamBody;
import io.gorgon.config.ConfigOverrides;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.spi.LlmProviders;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/** A Camel context with Gorgon in it, for the length of one command. */
final class CamelGorgon implements AutoCloseable {

    private static final String SCHEME = "gorgon-llm";

    private final Main main;
    private final ProducerTemplate template;

    private CamelGorgon(Main main) {
        this.main = main;
        this.template = main.getCamelContext().createProducerTemplate();
    }

    /**
     * @param directory the working directory
     */
    static CamelGorgon start(Path directory, Optional<Path> configFile, ConfigOverrides overrides) {
        Main main = CamelApplication.main(directory, configFile, overrides);
        // The routes of a command are Gorgon's own.
        main.configure().setRoutesIncludePattern("false");
        main.start();
        return new CamelGorgon(main);
    }

    LlmProviders providers() {
        return GorgonLlm.get(main.getCamelContext()).providers();
    }

    /** Lets the routes choose who answers. */
    LlmResponse generate(LlmRequest request) {
        return (LlmResponse) send(request, request.tier(), "outputType=response");
    }

    /** Lets the routes choose who answers. The stream has content only, no reasoning. */
    TokenStream stream(LlmRequest request) {
        return new RoutedTokenStream((LlmStreamBody) send(request, request.tier(), "stream=true"));
    }

    /** Lets the routes choose who answers. */
    EmbedResponse embed(EmbedRequest request) {
        return (EmbedResponse) send(request, ModelTier.EMBEDDING, "outputType=response");
    }

    private Object send(Object request, ModelTier tier, String options) {
        try {
            return template.requestBody(SCHEME + ":" + tier.label() + "?" + options, request);
        } catch (CamelExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        template.stop();
        main.stop();
    }
}
