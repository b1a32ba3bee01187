package io.gorgon.llm.spi;

import io.gorgon.llm.LlmProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The providers of an installation, in the order of its configuration. Thread-safe. */
public final class LlmProviders implements AutoCloseable {

    private final Map<String, LlmProvider> byName = new LinkedHashMap<>();

    /** Makes a provider of each settings. */
    public LlmProviders(List<ProviderSettings> all, ProviderContext context) {
        Map<String, LlmProviderFactory> factories = factories();
        for (ProviderSettings settings : all) {
            LlmProviderFactory factory = factories.get(settings.type());
            if (factory == null) {
                close();
                throw new IllegalArgumentException(
                        settings.definedAt()
                                + ": unknown provider type '"
                                + settings.type()
                                + "'; known are "
                                + String.join(", ", factories.keySet()));
            }
            byName.put(settings.name(), factory.create(settings, context));
        }
    }

    /** The types that a provider can have. */
    public static Set<String> types() {
        return factories().keySet();
    }

    private static Map<String, LlmProviderFactory> factories() {
        Map<String, LlmProviderFactory> factories = new TreeMap<>();
        ServiceLoader.load(LlmProviderFactory.class, LlmProviders.class.getClassLoader())
                .forEach(factory -> factories.put(factory.type(), factory));
        return factories;
    }

    public Optional<LlmProvider> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<LlmProvider> all() {
        return List.copyOf(byName.values());
    }

    @Override
    public void close() {
        new ArrayList<>(byName.values()).forEach(LlmProvider::close);
    }
}
