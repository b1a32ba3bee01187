package io.gorgon.cli;

import io.gorgon.config.ConfigOverrides;
import io.gorgon.config.GorgonConfig;
import io.gorgon.config.InvalidConfigException;
import io.gorgon.config.Mode;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.spi.LlmProviders;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One run's way to the providers. Opens only what is asked for: a provider without a server, such
 * as the mock, needs no Camel, and Camel takes most of a start's time.
 */
final class GorgonSession implements AutoCloseable {

    private static final String MOCK = "mock";

    private final Invocation invocation;
    private final UnaryOperator<String> environment;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private GorgonConfig config;
    private CamelGorgon camel;

    GorgonSession(Invocation invocation, UnaryOperator<String> environment) {
        this.invocation = invocation;
        this.environment = environment;
    }

    /**
     * @throws InvalidConfigException with every problem of the file
     */
    GorgonConfig config() {
        if (config == null) {
            config = ConfigFile.load(invocation.configFile(), invocation.overrides());
        }
        return config;
    }

    /**
     * Asks a provider, or whichever the routes choose.
     *
     * @param provider null to leave the choice to the routes
     */
    LlmResponse generate(String provider, LlmRequest request) {
        return asked(provider).generate(asAgent(request));
    }

    /**
     * Asks a provider, or whichever the routes choose, for an answer in pieces.
     *
     * @param provider null to leave the choice to the routes
     */
    TokenStream stream(String provider, LlmRequest request) {
        return asked(provider).stream(asAgent(request));
    }

    /** The request with the tier of its agent, where that is configured. */
    LlmRequest withTierOfAgent(LlmRequest request) {
        return config().agents()
                .find(request.agentId())
                .map(agent -> request.toBuilder().tier(agent.tier()).build())
                .orElse(request);
    }

    /** Done here as well as by the component, which a provider without a server does without. */
    private LlmRequest asAgent(LlmRequest request) {
        return config().agents().applyTo(request);
    }

    /**
     * Asks a provider, or whichever the routes choose, for vectors.
     *
     * @param provider null to leave the choice to the routes
     */
    EmbedResponse embed(String provider, EmbedRequest request) {
        return asked(provider).embed(request);
    }

    /**
     * Every call to a server goes through the routes, so that what holds for all calls holds for
     * it.
     */
    private LlmProvider asked(String provider) {
        if (provider == null) {
            return camel().router(null);
        }
        Optional<ProviderSettings> settings = find(config(), provider);
        boolean server = settings.isPresent() && settings.get().baseUrl() != null;
        return server ? camel().router(provider) : provider(provider);
    }

    /** All providers that are enabled and allowed in the mode. */
    Collection<LlmProvider> providers() {
        return config().providers().stream().map(this::open).toList();
    }

    /**
     * The provider of this name.
     *
     * @throws InvalidInputException when it is not configured, or the mode forbids it
     */
    LlmProvider provider(String name) {
        Optional<ProviderSettings> settings = find(config(), name);
        if (settings.isPresent()) {
            return open(settings.get());
        }
        if (MOCK.equals(name)) {
            return mock();
        }
        throw notThere(name);
    }

    /** The built-in mock, whether or not it is configured: the caller asked for it by name. */
    LlmProvider mock() {
        ConfigOverrides mockOnly =
                new ConfigOverrides(invocation.overrides().mode(), true, Map.of());
        return openWithoutCamel(
                ConfigFile.load(invocation.configFile(), mockOnly).providers().get(0));
    }

    /**
     * What an answer cost.
     *
     * @return US dollars, zero for a local provider; empty when nobody knows the price
     */
    Optional<BigDecimal> cost(LlmResponse response) {
        Optional<ProviderSettings> settings = find(config(), response.provider());
        if (settings.isEmpty() || settings.get().local()) {
            return Optional.of(BigDecimal.ZERO);
        }
        return config().prices()
                .cost(
                        response.providerType(),
                        response.model(),
                        response.usage(),
                        LocalDate.now(ZoneOffset.UTC));
    }

    private LlmProvider open(ProviderSettings settings) {
        if (settings.baseUrl() == null) {
            return openWithoutCamel(settings);
        }
        return camel().providers()
                .find(settings.name())
                .orElseThrow(() -> notThere(settings.name()));
    }

    private LlmProvider openWithoutCamel(ProviderSettings settings) {
        ProviderContext context =
                new ProviderContext(
                        server -> {
                            throw new IllegalStateException(
                                    server.provider() + " has no server and asks for one");
                        },
                        environment,
                        Clock.systemUTC());
        LlmProviders providers = new LlmProviders(List.of(settings), context);
        opened.add(providers);
        return providers.find(settings.name()).orElseThrow();
    }

    private InvalidInputException notThere(String name) {
        String source = config().source();
        if (config().mode() != Mode.HYBRID && allowedIn(Mode.HYBRID, name)) {
            return new InvalidInputException(
                    name
                            + " is not allowed in mode "
                            + config().mode().label()
                            + " ("
                            + source
                            + "); choose another provider, or another mode with --mode");
        }
        String known =
                config().providers().stream()
                        .map(ProviderSettings::name)
                        .collect(Collectors.joining(", "));
        return new InvalidInputException(
                "no provider named '"
                        + name
                        + "' is enabled in "
                        + source
                        + "; enabled are: "
                        + (known.isEmpty() ? "none" : known));
    }

    private boolean allowedIn(Mode mode, String name) {
        ConfigOverrides other =
                new ConfigOverrides(mode, invocation.overrides().mockOnly(), Map.of());
        return find(ConfigFile.load(invocation.configFile(), other), name).isPresent();
    }

    private static Optional<ProviderSettings> find(GorgonConfig config, String name) {
        return config.providers().stream()
                .filter(settings -> settings.name().equals(name))
                .findFirst();
    }

    private CamelGorgon camel() {
        if (camel == null) {
            config();
            camel = CamelGorgon.start(invocation);
            opened.add(camel);
        }
        return camel;
    }

    @Override
    public void close() {
        for (AutoCloseable open : opened) {
            try {
                open.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot close " + open, e);
            }
        }
        opened.clear();
    }
}
