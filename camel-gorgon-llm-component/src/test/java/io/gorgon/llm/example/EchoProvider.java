package io.gorgon.llm.example;

import io.gorgon.llm.*;
import io.gorgon.llm.spi.*;
import java.util.List;
import java.util.Set;

/** Answers with the last message. */
public final class EchoProvider extends AbstractLlmProvider {
    EchoProvider(ProviderSettings settings) {
        super(settings);
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(); // no streams, images, embeddings...: asking for them fails with a message
    }

    @Override
    protected LlmResponse call(LlmRequest request) {
        String text = request.messages().get(request.messages().size() - 1).text();
        TokenUsage usage = TokenUsage.estimated(estimateTokens(request), TokenEstimate.of(text));
        ModelTier tier = request.tier();
        FinishReason stop = FinishReason.STOP;
        return new LlmResponse(
                text, null, "echo", name(), type(), tier, usage, 0, null, stop, 1, List.of(), null);
    }

    @Override
    protected TokenStream open(LlmRequest request) {
        throw new IllegalStateException("never called without the capability STREAMING");
    }

    @Override
    public ProviderHealth health() {
        return new ProviderHealth(true, "an echo is always there", null, 0);
    }

    @Override
    public List<ModelInfo> models() {
        return List.of(ModelInfo.named("echo"));
    }

    @Override
    public void close() {} // nothing to give back

    /** Named in META-INF/services/io.gorgon.llm.spi.LlmProviderFactory. */
    public static final class Factory implements LlmProviderFactory {
        @Override
        public String type() {
            return "echo";
        }

        @Override
        public LlmProvider create(ProviderSettings settings, ProviderContext context) {
            return new EchoProvider(settings);
        }
    }
}
