package io.gorgon.camel.llm;

import io.gorgon.llm.Capability;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.LoadedModel;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.PullStream;
import io.gorgon.llm.TokenStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * All configured providers as one, for Java code: every call goes through the same Camel routes as
 * one from a route. Thread-safe.
 */
public final class LlmRouter implements LlmProvider {

    private final CamelContext camel;
    private final boolean owned;
    private final String provider;
    private final ProducerTemplate template;

    private LlmRouter(CamelContext camel, boolean owned, String provider) {
        this.camel = camel;
        this.owned = owned;
        this.provider = provider;
        this.template = camel.createProducerTemplate();
    }

    /**
     * With a Camel of its own, which {@link #close()} stops.
     *
     * @param config a gorgon.yaml; null to look for it as the component does
     * @throws io.gorgon.config.InvalidConfigException if the configuration cannot be used
     */
    public static LlmRouter open(Path config) {
        DefaultCamelContext camel = new DefaultCamelContext();
        if (config != null) {
            camel.getComponent(GorgonLlmComponent.SCHEME, GorgonLlmComponent.class)
                    .setConfig(config.toString());
        }
        camel.start();
        return new LlmRouter(camel, true, null);
    }

    /** In a Camel that has been started; {@link #close()} does not stop it. */
    public static LlmRouter in(CamelContext camel) {
        return new LlmRouter(camel, false, null);
    }

    /**
     * The same routes, but with this provider and nothing else.
     *
     * @param name its name in the configuration
     */
    public LlmRouter pinnedTo(String name) {
        return new LlmRouter(camel, false, name);
    }

    private GorgonLlm gorgon() {
        return GorgonLlm.get(camel);
    }

    private Object send(ModelTier tier, String options, Object request) {
        String uri = GorgonLlmComponent.SCHEME + ":" + tier.label() + "?" + options;
        try {
            return provider == null
                    ? template.requestBody(uri, request)
                    : template.requestBodyAndHeader(
                            uri, request, GorgonLlmConstants.PROVIDER, provider);
        } catch (CamelExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public String name() {
        return provider == null ? "router" : provider;
    }

    @Override
    public String type() {
        return "router";
    }

    /** Whether none of the providers is in a cloud. */
    @Override
    public boolean local() {
        return gorgon().providers().all().stream().allMatch(LlmProvider::local);
    }

    /** What at least one of the providers can do. */
    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.noneOf(Capability.class);
        gorgon().providers().all().forEach(each -> all.addAll(each.capabilities()));
        return all;
    }

    @Override
    public LlmResponse generate(LlmRequest request) {
        return (LlmResponse) send(request.tier(), "outputType=response", request);
    }

    @Override
    public TokenStream stream(LlmRequest request) {
        return ((LlmStreamBody) send(request.tier(), "stream=true", request)).tokens();
    }

    @Override
    public EmbedResponse embed(EmbedRequest request) {
        return (EmbedResponse) send(ModelTier.EMBEDDING, "outputType=response", request);
    }

    /** Usable when at least one provider is. */
    @Override
    public ProviderHealth health() {
        long started = System.nanoTime();
        List<ProviderHealth> all =
                gorgon().providers().all().stream().map(LlmProvider::health).toList();
        String messages =
                all.stream().map(ProviderHealth::message).collect(Collectors.joining("; "));
        return new ProviderHealth(
                all.stream().anyMatch(ProviderHealth::usable),
                messages.isEmpty() ? "no provider is enabled" : messages,
                null,
                (System.nanoTime() - started) / 1_000_000);
    }

    @Override
    public List<ModelInfo> models() {
        return gorgon().providers().all().stream().flatMap(each -> each.models().stream()).toList();
    }

    @Override
    public long estimateTokens(LlmRequest request) {
        return ProviderChoice.any(gorgon()).estimateTokens(request);
    }

    @Override
    public PullStream pull(String model) {
        return ProviderChoice.withCapability(gorgon(), Capability.PULL, "fetch models").pull(model);
    }

    @Override
    public List<LoadedModel> loadedModels() {
        return gorgon().providers().all().stream()
                .filter(each -> each.capabilities().contains(Capability.LOADED_MODELS))
                .flatMap(each -> each.loadedModels().stream())
                .toList();
    }

    @Override
    public void close() {
        template.stop();
        if (owned) {
            camel.stop();
        }
    }
}
