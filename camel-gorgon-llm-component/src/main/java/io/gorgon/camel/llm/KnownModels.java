package io.gorgon.camel.llm;

import io.gorgon.budget.PreferredModel;
import io.gorgon.config.GorgonConfig;
import io.gorgon.llm.Capability;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.spi.LlmProviders;
import io.gorgon.llm.spi.ProviderSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Which providers have a model, as far as that is known without asking anyone outside: of a cloud
 * provider by the configuration, of a local one by its own list too. Thread-safe.
 */
public final class KnownModels {

    /** Models come and go by hand; a list this old is as good as a new one. */
    private static final Duration KEPT = Duration.ofSeconds(15);

    private final GorgonConfig config;
    private final LlmProviders providers;
    private final Clock clock;
    private final Map<String, CachedList> lists = new ConcurrentHashMap<>();

    KnownModels(GorgonConfig config, LlmProviders providers, Clock clock) {
        this.config = config;
        this.providers = providers;
        this.clock = clock;
    }

    /**
     * Whether a provider is known to have a model. Never fails: a server that cannot be asked has
     * only what the configuration names.
     *
     * @param provider a name; one that is not configured has nothing
     */
    public boolean isAt(String provider, String model) {
        Optional<LlmProvider> found = providers.find(provider);
        Optional<ProviderSettings> settings =
                config.providers().stream()
                        .filter(each -> each.name().equals(provider))
                        .findFirst();
        if (found.isEmpty() || settings.isEmpty()) {
            return false;
        }
        if (!settings.get().local()) {
            LocalDate day = LocalDate.now(clock.withZone(ZoneOffset.UTC));
            return PreferredModel.isAt(settings.get(), model, config.prices(), day);
        }
        Optional<Set<String>> listed =
                lists.computeIfAbsent(provider, name -> new CachedList(found.get(), clock)).names();
        if (listed.isPresent() && isIn(listed.get(), model)) {
            return true;
        }
        // A server that fetches models lists all that it has; other ones may serve more by name.
        boolean listsAll = found.get().capabilities().contains(Capability.PULL);
        return !(listed.isPresent() && listsAll) && PreferredModel.isOfATier(settings.get(), model);
    }

    /** Ollama lists a name without a tag as that name with the tag latest. */
    private static boolean isIn(Set<String> names, String model) {
        return names.contains(model) || names.contains(model + ":latest");
    }

    /** What one server listed last. */
    private static final class CachedList {

        private final LlmProvider provider;
        private final Clock clock;
        private final ReentrantLock lock = new ReentrantLock();
        private Optional<Set<String>> names = Optional.empty();
        private Instant until = Instant.MIN;

        CachedList(LlmProvider provider, Clock clock) {
            this.provider = provider;
            this.clock = clock;
        }

        /** Empty when the server gave no list. */
        Optional<Set<String>> names() {
            lock.lock();
            try {
                if (!clock.instant().isBefore(until)) {
                    names = ask();
                    until = clock.instant().plus(KEPT);
                }
                return names;
            } finally {
                lock.unlock();
            }
        }

        private Optional<Set<String>> ask() {
            try {
                return Optional.of(
                        provider.models().stream()
                                .filter(model -> !model.remote())
                                .map(ModelInfo::name)
                                .collect(Collectors.toUnmodifiableSet()));
            } catch (LlmException noList) {
                return Optional.empty();
            }
        }
    }
}
