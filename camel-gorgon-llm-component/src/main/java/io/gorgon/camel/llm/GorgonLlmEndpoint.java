package io.gorgon.camel.llm;

import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Call local and cloud LLMs by tier, with one switch between air-gapped and cloud. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = GorgonLlmComponent.SCHEME,
        title = "Gorgon LLM",
        syntax = "gorgon-llm:tier",
        producerOnly = true,
        category = Category.AI,
        headersClass = GorgonLlmConstants.class)
public class GorgonLlmEndpoint extends DefaultEndpoint implements AsyncEndpoint {

    @UriPath(
            description =
                    "How capable the model has to be: a tier, or agent for the tier of the agent that agentId names.",
            enums = "reasoning,standard,fast,embedding,agent")
    @Metadata(required = true)
    private String tier;

    @UriParam private final GorgonLlmConfiguration configuration;

    public GorgonLlmEndpoint(
            String uri, GorgonLlmComponent component, GorgonLlmConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        return new GorgonLlmProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("gorgon-llm can be sent to, not consumed from");
    }

    @Override
    public GorgonLlmComponent getComponent() {
        return (GorgonLlmComponent) super.getComponent();
    }

    public String getTier() {
        return tier;
    }

    public void setTier(String tier) {
        this.tier = tier;
    }

    public GorgonLlmConfiguration getConfiguration() {
        return configuration;
    }
}
