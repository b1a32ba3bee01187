package io.gorgon.camel.llm;

import io.gorgon.budget.CallBudget;
import io.gorgon.config.ConfigOverrides;
import io.gorgon.config.GorgonConfig;
import io.gorgon.config.GorgonConfigLoader;
import io.gorgon.config.Mode;
import io.gorgon.governor.Governor;
import io.gorgon.governor.LiveFacts;
import io.gorgon.hardware.HardwareGate;
import io.gorgon.hardware.MachineLoad;
import io.gorgon.journal.DurableState;
import io.gorgon.journal.Journal;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.failover.DownProviders;
import io.gorgon.llm.failover.LocalSwitch;
import io.gorgon.llm.spi.LlmProviders;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.state.StateLocation;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.apache.camel.util.concurrent.ThreadType;

/**
 * What one Camel context has of Gorgon: its configuration, its providers and the threads that wait
 * for them. Made when the context starts, closed when it stops, shared by all endpoints.
 */
public final class GorgonLlm extends ServiceSupport {

    /** Calls that wait at a time on a JVM without virtual threads. */
    private static final int MAX_THREADS = 200;

    private static final int MAX_QUEUED = 10_000;

    private final CamelContext camelContext;
    private final GorgonConfig config;
    private final HardwareGate hardware;
    private final LlmProviders providers;
    private final Governor governor;
    private final ReentrantLock lock = new ReentrantLock();
    private final ProviderBreakers breakers = new ProviderBreakers();
    private final ScheduledExecutorService probes;
    private final DownProviders downProviders;
    private final KnownModels knownModels;
    private final LocalSwitch localSwitch = new LocalSwitch(Clock.systemUTC());
    private final StateLocation defaultState;
    private DurableState state;
    private ExecutorService threads;
    private Executor executor;

    /**
     * @throws io.gorgon.config.InvalidConfigException if the configuration cannot be used
     */
    GorgonLlm(CamelContext camelContext, GorgonLlmComponent component) {
        this.camelContext = camelContext;
        this.config = load(component);
        this.defaultState =
                StateLocation.parse(component.getDefaultStateUrl(), Path.of("").toAbsolutePath());
        this.hardware = new HardwareGate(config.hardware(), System::getenv, Clock.systemUTC());
        this.providers =
                new LlmProviders(
                        config.providers(),
                        new ProviderContext(
                                new CamelHttpClients(camelContext),
                                System::getenv,
                                Clock.systemUTC(),
                                hardware));
        this.governor =
                new Governor(
                        config.governor(),
                        new LiveFacts(
                                providers.all(),
                                () -> budget().ledger(),
                                config.budget().limits(),
                                new MachineLoad(System::getenv),
                                Clock.systemUTC()));
        this.knownModels = new KnownModels(config, providers, Clock.systemUTC());
        this.probes =
                camelContext
                        .getExecutorServiceManager()
                        .newScheduledThreadPool(this, "GorgonProbes", 1);
        this.downProviders = new DownProviders(probes, config.routing().failover().probeInterval());
        if (component.getForceLocal() != null) {
            localSwitch.force(
                    new LocalSwitch.Forced(
                            LocalSwitch.Scope.PROCESS, "", component.getForceLocal(), null));
        }
        for (LlmProvider provider : providers.all()) {
            breakers.bind(
                    camelContext,
                    provider,
                    provider.local()
                            ? config.routing().localResilience()
                            : config.routing().cloudResilience());
        }
    }

    /**
     * Gorgon in a Camel context.
     *
     * @throws IllegalStateException if the context has not been started
     */
    public static GorgonLlm get(CamelContext camelContext) {
        GorgonLlm gorgon = camelContext.hasService(GorgonLlm.class);
        if (gorgon == null) {
            throw new IllegalStateException(
                    "Gorgon is not there before the Camel context has been started");
        }
        return gorgon;
    }

    /**
     * The configuration of a Camel context, also before it has been started, as camel-main loads
     * route files before it starts: then it is read by what the component has been told so far.
     *
     * @throws io.gorgon.config.InvalidConfigException if the configuration cannot be used
     */
    public static GorgonConfig config(CamelContext camelContext) {
        GorgonLlm gorgon = camelContext.hasService(GorgonLlm.class);
        return gorgon != null
                ? gorgon.config()
                : load(
                        camelContext.getComponent(
                                GorgonLlmComponent.SCHEME, GorgonLlmComponent.class));
    }

    /**
     * What an application is called where several share a database: by the component, else by the
     * name of its Camel context.
     *
     * @return null for none
     */
    public static String application(CamelContext camelContext) {
        String name =
                camelContext
                        .getComponent(GorgonLlmComponent.SCHEME, GorgonLlmComponent.class)
                        .getApplication();
        if (name == null) {
            return camelContext.getName();
        }
        return name.isBlank() || name.equals("none") ? null : name.strip();
    }

    private static GorgonConfig load(GorgonLlmComponent component) {
        ConfigOverrides overrides =
                new ConfigOverrides(
                        component.getMode() == null ? null : Mode.of(component.getMode()),
                        component.isMockOnly(),
                        component.getSettings());
        Path file = configFile(component.getConfig());
        return file == null
                ? GorgonConfigLoader.builtIn(overrides)
                : GorgonConfigLoader.load(file, overrides);
    }

    private static Path configFile(String configured) {
        if (configured != null) {
            return Path.of(configured);
        }
        String fromEnvironment = System.getenv("GORGON_CONFIG");
        if (fromEnvironment != null && !fromEnvironment.isBlank()) {
            return Path.of(fromEnvironment);
        }
        Path here = Path.of("gorgon.yaml");
        return Files.exists(here) ? here : null;
    }

    public GorgonConfig config() {
        return config;
    }

    public LlmProviders providers() {
        return providers;
    }

    /** The circuit breakers of the providers. */
    public ProviderBreakers breakers() {
        return breakers;
    }

    /** Which providers have a model. */
    public KnownModels knownModels() {
        return knownModels;
    }

    /** The providers that are known to be down. */
    public DownProviders downProviders() {
        return downProviders;
    }

    /** Forces calls to stay local at run time. */
    public LocalSwitch localSwitch() {
        return localSwitch;
    }

    /**
     * The budgets of calls. Opened when they are asked for first, as not every application makes
     * calls that have one.
     *
     * @throws io.gorgon.llm.error.StateUnavailableException if the state file cannot be used
     */
    public CallBudget budget() {
        return state().budgets().calls();
    }

    /**
     * What is recorded of runs and calls. Opened when it is asked for first.
     *
     * @throws io.gorgon.llm.error.StateUnavailableException if the state file cannot be used
     */
    public Journal journal() {
        return state().journal();
    }

    private DurableState state() {
        lock.lock();
        try {
            if (state == null) {
                state = DurableState.open(config, defaultState, Clock.systemUTC());
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Lets agents begin, and knows those that are alive. */
    public Governor governor() {
        return governor;
    }

    /** What the machine has, and which models fit. */
    public HardwareGate hardware() {
        return hardware;
    }

    /**
     * What a call costs today.
     *
     * @return US dollars, zero for a local provider; empty when nobody knows the price
     */
    public Optional<BigDecimal> cost(String provider, String model, TokenUsage usage) {
        return providers
                .find(provider)
                .flatMap(
                        found ->
                                found.local()
                                        ? Optional.of(BigDecimal.ZERO)
                                        : config.prices()
                                                .cost(
                                                        found.type(),
                                                        model,
                                                        usage,
                                                        LocalDate.now(ZoneOffset.UTC)));
    }

    /**
     * The threads that wait for providers: virtual ones where Camel is told to use them, else a
     * bounded number that grows with the calls under way.
     */
    Executor executor() {
        lock.lock();
        try {
            if (executor == null) {
                boolean virtual = ThreadType.current() == ThreadType.VIRTUAL;
                ThreadPoolProfile profile = new ThreadPoolProfile("GorgonLlm");
                profile.setPoolSize(1);
                profile.setMaxPoolSize(Integer.MAX_VALUE);
                // hands a call to the thread that has become idle last, whose caches are warm
                profile.setMaxQueueSize(0);
                profile.setKeepAliveTime(30L);
                // Camel's usual one would drop a call without a word when the context stops
                profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
                profile.setAllowCoreThreadTimeOut(true);
                threads =
                        camelContext
                                .getExecutorServiceManager()
                                .newThreadPool(this, "GorgonLlm", profile);
                executor =
                        virtual ? threads : new BoundedExecutor(threads, MAX_THREADS, MAX_QUEUED);
            }
            return executor;
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void doStop() {
        downProviders.close();
        camelContext.getExecutorServiceManager().shutdownNow(probes);
        providers.close();
        if (state != null) {
            state.close();
        }
        if (threads != null) {
            camelContext.getExecutorServiceManager().shutdownNow(threads);
        }
    }
}
