package io.gorgon.cli;

import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.llm.GorgonLlmComponent;
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
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with Gorgon in it, for the length of one command. */
final class CamelGorgon implements AutoCloseable {

    private static final String SCHEME = "gorgon-llm";

    private final CamelContext context;
    private final ProducerTemplate template;

    private CamelGorgon(CamelContext context) {
        this.context = context;
        this.template = context.createProducerTemplate();
    }

    static CamelGorgon start(Optional<Path> configFile, ConfigOverrides overrides) {
        DefaultCamelContext context = new DefaultCamelContext();
        GorgonLlmComponent component = context.getComponent(SCHEME, GorgonLlmComponent.class);
        configFile.ifPresent(file -> component.setConfig(file.toString()));
        if (overrides.mode() != null) {
            component.setMode(overrides.mode().label());
        }
        component.setMockOnly(overrides.mockOnly());
        context.start();
        return new CamelGorgon(context);
    }

    LlmProviders providers() {
        return GorgonLlm.get(context).providers();
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
        context.stop();
    }
}
