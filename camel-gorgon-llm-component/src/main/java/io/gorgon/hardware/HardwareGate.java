package io.gorgon.hardware;

import io.gorgon.config.HardwareSettings;
import io.gorgon.config.HardwareSettings.Check;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.LoadedModel;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.spi.ModelGate;
import io.gorgon.llm.spi.ModelShape;
import io.gorgon.llm.spi.ModelVerdict;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.ServedModel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets calls to local servers through by what memory their machines have, what their models take,
 * and who uses which model now. Reads the machine when that is first needed. A server on another
 * machine has as much memory as the configuration says; without that, its models count as fitting.
 */
public final class HardwareGate implements ModelGate {

    /** How long a verdict is good for; until then no probe and no server is asked again. */
    static final Duration VERDICT_KEPT_FOR = Duration.ofSeconds(10);

    /** A model that takes a smaller part of what is free is not worth asking the server about. */
    private static final int PLAINLY = 2;

    private static final Logger LOG = LoggerFactory.getLogger(HardwareGate.class);
    private static final ModelVerdict UNCHECKED = ModelVerdict.unknown("nothing is checked");
    private static final Lease NOTHING_HELD = () -> {};
    private static final Caller ANYBODY = new Caller(null, null, new Cancellation());

    private final HardwareSettings settings;
    private final CurrentProfile here;
    private final Clock clock;
    private final OutOfMemoryMarks marks;
    private final Map<String, Server> servers = new ConcurrentHashMap<>();
    private final Map<String, ModelQueue> queues = new ConcurrentHashMap<>();
    private final Map<ModelKey, Kept> verdicts = new ConcurrentHashMap<>();
    private final Map<ModelKey, Long> measured = new ConcurrentHashMap<>();

    /** Reads nothing yet. */
    public HardwareGate(HardwareSettings settings, UnaryOperator<String> environment, Clock clock) {
        this(settings, new LocalHost(environment), clock);
    }

    HardwareGate(HardwareSettings settings, Host host, Clock clock) {
        this.settings = settings;
        this.here = new CurrentProfile(new ProfileReader(host));
        this.clock = clock;
        this.marks = new OutOfMemoryMarks(clock);
    }

    private record Kept(ModelVerdict verdict, long capacity, long untilMillis) {}

    /** This machine, as found and as the configuration corrects it. */
    public MachineProfile profile() {
        return ProfileReader.corrected(here.get(), settings.machine());
    }

    /**
     * What this machine is good for.
     *
     * @param configured the models of the tiers, of each provider on this machine
     */
    public Recommendation recommendation(List<Map<ModelTier, List<String>>> configured) {
        return Recommendation.of(
                profile(), settings.maxMemoryPercent(), settings.maxConcurrentModels(), configured);
    }

    @Override
    public ModelVerdict judge(ServedModel model) {
        if (isUnchecked(model.provider())) {
            return UNCHECKED;
        }
        Kept kept = kept(model);
        ModelVerdict verdict = kept.verdict();
        boolean waits = !verdict.refused() && queue(model).wouldWait(ticket(model, kept, ANYBODY));
        return waits
                ? new ModelVerdict(
                        verdict.kind(),
                        verdict.needBytes(),
                        verdict.capacityBytes(),
                        false,
                        true,
                        verdict.reason())
                : verdict;
    }

    @Override
    public boolean isWarm(ServedModel model) {
        if (isUnchecked(model.provider())) {
            return false;
        }
        return queue(model).isUsed(ModelKey.of(model).line())
                || model.facts().loaded().stream()
                        .flatMap(List::stream)
                        .anyMatch(loaded -> isThis(loaded, model));
    }

    @Override
    public Lease enter(ServedModel model, Caller caller) {
        if (isUnchecked(model.provider())) {
            return NOTHING_HELD;
        }
        return queue(model).enter(ticket(model, kept(model), caller));
    }

    @Override
    public void ranOutOfMemory(ServedModel model) {
        if (isUnchecked(model.provider())) {
            return;
        }
        ModelKey key = ModelKey.of(model);
        marks.add(key, free(server(model.provider())));
        verdicts.remove(key);
    }

    private boolean isUnchecked(ProviderSettings provider) {
        return !provider.local() || server(provider).settings().check() == Check.OFF;
    }

    private Server server(ProviderSettings provider) {
        return servers.computeIfAbsent(
                provider.name(), unused -> Server.of(provider, settings, here));
    }

    private ModelQueue queue(ServedModel model) {
        Server server = server(model.provider());
        return queues.computeIfAbsent(
                server.machine(),
                unused -> new ModelQueue(server.settings().maxConcurrentModels(), clock));
    }

    private Ticket ticket(ServedModel model, Kept kept, Caller caller) {
        HardwareSettings limits = server(model.provider()).settings();
        Long need = kept.verdict().needBytes();
        boolean counted = need != null && limits.check() == Check.ENFORCE;
        return new Ticket(
                ModelKey.of(model).line(),
                model.provider().name(),
                model.name(),
                counted && kept.capacity() < Long.MAX_VALUE ? need : 0,
                kept.capacity(),
                limits.parallelRequests() == null ? Integer.MAX_VALUE : limits.parallelRequests(),
                limits.queueLimit(),
                limits.queueTimeout(),
                model.provider().timeouts().total(),
                caller);
    }

    private Kept kept(ServedModel model) {
        ModelKey key = ModelKey.of(model);
        long now = clock.millis();
        Kept kept = verdicts.get(key);
        if (kept == null || now >= kept.untilMillis()) {
            kept = decide(model, key, now + VERDICT_KEPT_FOR.toMillis());
            verdicts.put(key, kept);
        }
        return kept;
    }

    private Kept decide(ServedModel model, ModelKey key, long untilMillis) {
        Server server = server(model.provider());
        boolean enforced = server.settings().check() == Check.ENFORCE;
        MachineProfile profile = server.profile().get();
        Optional<ModelVerdict> marked = marked(model, key, server, profile);
        if (marked.isPresent()) {
            warn(model, marked.get(), enforced);
            return new Kept(marked.get(), Long.MAX_VALUE, untilMillis);
        }
        Judged judged = judged(model, key, server, profile);
        warn(model, judged.verdict(), enforced);
        return new Kept(judged.verdict(), judged.capacity(), untilMillis);
    }

    private record Judged(ModelVerdict verdict, long capacity) {}

    private Judged judged(ServedModel model, ModelKey key, Server server, MachineProfile profile) {
        int percent = server.settings().maxMemoryPercent();
        Optional<MemoryNeed> rough = need(model, key, Optional.empty(), server);
        boolean ask = worthAsking(rough, profile, percent);
        List<LoadedModel> loaded = ask ? model.facts().loaded().orElse(List.of()) : List.of();
        long capacity =
                profile.tellsMemory()
                        ? Capacity.of(profile, percent, false, loaded).freed()
                        : Long.MAX_VALUE;
        Optional<LoadedModel> here =
                loaded.stream().filter(entry -> isLoaded(entry, model)).findFirst();
        if (here.isPresent() && here.get().sizeBytes() > 0) {
            measured.put(key, here.get().sizeBytes());
            ModelVerdict verdict = FitCheck.inMemory(here.get(), profile.unifiedMemory());
            return new Judged(verdict, Math.max(capacity, here.get().sizeBytes()));
        }
        Optional<ModelShape> shape =
                ask && !measured.containsKey(key) ? model.facts().shape() : Optional.empty();
        ModelVerdict verdict =
                FitCheck.of(
                        context -> needFor(model, key, shape, context, server),
                        model.contextTokens(),
                        profile,
                        percent,
                        loaded,
                        server.label(),
                        server.settings().check() == Check.ENFORCE);
        return new Judged(verdict, capacity);
    }

    /**
     * Whether it matters what the server would tell: not for a model that fits plainly, and not for
     * one of which only the name is known, as that is never refused.
     */
    private static boolean worthAsking(
            Optional<MemoryNeed> rough, MachineProfile profile, int percent) {
        return profile.tellsMemory()
                && rough.filter(MemoryNeed::certain).isPresent()
                && rough.get().total()
                        > Capacity.of(profile, percent, false, List.of()).preferred() / PLAINLY;
    }

    private Optional<MemoryNeed> need(
            ServedModel model, ModelKey key, Optional<ModelShape> shape, Server server) {
        return needFor(model, key, shape, model.contextTokens(), server);
    }

    /** What was measured stands above what is computed. */
    private Optional<MemoryNeed> needFor(
            ServedModel model,
            ModelKey key,
            Optional<ModelShape> shape,
            int contextTokens,
            Server server) {
        Long size = measured.get(new ModelKey(key.server(), key.model(), contextTokens));
        if (size != null) {
            return Optional.of(new MemoryNeed(size, 0, 0, MemoryNeed.Source.MEASURED));
        }
        Integer parallel = server.settings().parallelRequests();
        return MemoryEstimate.of(model, shape, contextTokens, parallel == null ? 1 : parallel);
    }

    /** In memory with the context that we ask for: with another one, the server loads it anew. */
    private static boolean isLoaded(LoadedModel loaded, ServedModel model) {
        return isThis(loaded, model)
                && (loaded.contextTokens() == null
                        || loaded.contextTokens() == model.contextTokens());
    }

    private static boolean isThis(LoadedModel loaded, ServedModel model) {
        return ModelKey.sameName(loaded.name(), model.name());
    }

    private Optional<ModelVerdict> marked(
            ServedModel model, ModelKey key, Server server, MachineProfile profile) {
        if (marks.isEmpty()) {
            return Optional.empty();
        }
        Long need = need(model, key, Optional.empty(), server).map(MemoryNeed::total).orElse(null);
        boolean enforced = server.settings().check() == Check.ENFORCE;
        return marks.since(key, free(profile, server))
                .map(age -> OutOfMemoryMarks.verdict(age, model.contextTokens(), need, enforced));
    }

    private static Long free(Server server) {
        return free(server.profile().get(), server);
    }

    private static Long free(MachineProfile profile, Server server) {
        return profile.tellsMemory()
                ? Capacity.of(profile, server.settings().maxMemoryPercent(), false, List.of())
                        .freed()
                : null;
    }

    private static void warn(ServedModel model, ModelVerdict verdict, boolean enforced) {
        if (verdict.kind() == ModelVerdict.Kind.DOES_NOT_FIT && !verdict.refused()) {
            String consequence = enforced ? "this is not certain" : "the check only warns";
            LOG.warn(
                    "{}: {} may not fit: it {}; it is called all the same, as {}",
                    model.provider().name(),
                    model.name(),
                    verdict.reason(),
                    consequence);
        }
    }
}
