package io.gorgon.camel.workflow;

import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.config.GorgonConfig;
import io.gorgon.governor.Governor;
import io.gorgon.journal.Definition;
import io.gorgon.journal.Journal;
import io.gorgon.llm.Cancellation;
import io.gorgon.workflow.run.RetryPolicy;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.run.StepScope;
import io.gorgon.workflow.run.WorkflowRun;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import io.gorgon.workflow.step.StepTypes;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all workflows of one Camel context share. */
public final class WorkflowRuntime extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(WorkflowRuntime.class);
    private static final long LOOK_AGAIN_MS = 500;

    private final CamelContext camelContext;
    private final StepTypes types = StepTypes.installed();
    private final LoadedWorkflows workflows = new LoadedWorkflows();
    private final Map<String, Map<String, String>> steps = new ConcurrentHashMap<>();
    private final Map<Class<?>, AutoCloseable> shared = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final ActiveRuns runs = new ActiveRuns();
    private final ScheduledExecutorService timer;
    private final ExecutorService threads;
    private final RunResumption resumption;
    private final RunKeeper keeper;
    private RetryPolicy retries =
            new RetryPolicy(() -> ThreadLocalRandom.current().nextDouble(0.75, 1.25));
    private volatile Journal journal;
    private Clock clock = Clock.systemUTC();
    private Pause pause = WorkflowRuntime::waitFor;

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        /** Returns early when the run is cancelled. */
        void of(WorkflowRun run, Duration duration) throws InterruptedException;
    }

    WorkflowRuntime(CamelContext camelContext) {
        this.camelContext = camelContext;
        this.timer =
                camelContext
                        .getExecutorServiceManager()
                        .newScheduledThreadPool(this, "GorgonWorkflowTimer", 1);
        this.threads =
                camelContext
                        .getExecutorServiceManager()
                        .newCachedThreadPool(this, "GorgonWorkflow");
        this.resumption = new RunResumption(camelContext, workflows);
        this.keeper = new RunKeeper(this, camelContext.getExecutorServiceManager());
    }

    /** The one of a Camel context; made when it is asked for first. */
    public static WorkflowRuntime of(CamelContext camelContext) {
        synchronized (camelContext) {
            WorkflowRuntime runtime = camelContext.hasService(WorkflowRuntime.class);
            if (runtime == null) {
                runtime = new WorkflowRuntime(camelContext);
                try {
                    camelContext.addService(runtime);
                    camelContext.addStartupListener(new KeepRunsGoing(runtime));
                } catch (Exception e) {
                    throw new IllegalStateException("workflows cannot be started", e);
                }
            }
            return runtime;
        }
    }

    /** The run that an exchange belongs to. */
    static WorkflowRun run(Exchange exchange) {
        WorkflowRun run = exchange.getProperty(WorkflowConstants.RUN, WorkflowRun.class);
        if (run == null) {
            throw new IllegalStateException(
                    "a step of a workflow was reached without its workflow: call "
                            + WorkflowConstants.ADDRESS
                            + "ID instead");
        }
        return run;
    }

    /** With other hands on the clock, for tests. */
    void setTime(Clock clock, Pause pause, RetryPolicy retries) {
        this.clock = clock;
        this.pause = pause;
        this.retries = retries;
    }

    Clock clock() {
        return clock;
    }

    RetryPolicy retries() {
        return retries;
    }

    StepTypes types() {
        return types;
    }

    /** What it means to do a step once more; one with steps inside does nothing itself. */
    StepClass stepClass(StepSettings settings) {
        return settings.isLeaf()
                ? types.find(settings.getType()).map(StepType::stepClass).orElse(StepClass.PURE)
                : StepClass.PURE;
    }

    /** US dollars up to which a call in doubt is made again without asking. */
    BigDecimal askAboveUsd() {
        return BigDecimal.valueOf(config().state().askAboveMicroUsd(), 6);
    }

    /** Where runs are written down. */
    Journal journal() {
        Journal replaced = journal;
        return replaced == null ? GorgonLlm.get(camelContext).journal() : replaced;
    }

    /** With another journal, for tests. */
    void setJournal(Journal journal) {
        this.journal = journal;
    }

    /** Names this application in the journal; null for the command line. */
    String origin() {
        return GorgonLlm.application(camelContext);
    }

    /** Whether interrupted runs go on by themselves. */
    boolean resumesOnStart() {
        return config().state().resumeOnStart();
    }

    /** Whether there are routes of workflows. */
    boolean hasWorkflows() {
        return !steps.isEmpty();
    }

    RunResumption resumption() {
        return resumption;
    }

    RunKeeper keeper() {
        return keeper;
    }

    /**
     * A run begins; it is ended when the application is.
     *
     * @return to be closed when the run has ended
     */
    Cancellation.Registration begin(Cancellation run) {
        return runs.add(run);
    }

    /** Whether the application is being stopped: what is cut short by that has not failed. */
    boolean isEnding() {
        return camelContext.isStopping() || camelContext.isStopped();
    }

    /** Whether a run is being cut short: what fails by that has not failed. */
    boolean isCutShort(Exchange exchange) {
        return isEnding() || PinnedWorkflow.isStopped(exchange);
    }

    GorgonConfig config() {
        return GorgonLlm.get(camelContext).config();
    }

    /** Lets agents begin; empty where they need no place. */
    Optional<Governor> governor() {
        GorgonLlm gorgon = camelContext.hasService(GorgonLlm.class);
        return gorgon != null && gorgon.config().governor().enabled()
                ? Optional.of(gorgon.governor())
                : Optional.empty();
    }

    ExecutorService threads() {
        return threads;
    }

    /** Forgets what was known of a route that is built anew. */
    void newRoute(String routeId) {
        steps.remove(routeId);
    }

    void addStep(String routeId, String id, String type) {
        steps.computeIfAbsent(routeId, key -> new LinkedHashMap<>()).putIfAbsent(id, type);
    }

    /** The steps at the top level of a workflow's route and their types. */
    Map<String, String> steps(String routeId) {
        return steps.getOrDefault(routeId, Map.of());
    }

    /**
     * The texts that a run of a workflow is pinned to: its own, and those of the workflows that it
     * calls. Empty when it is a route that was made by hand.
     */
    List<Definition> definitions(String workflowId) {
        return workflows.definitions(workflowId);
    }

    /** The texts of the workflows that are in the context. */
    public LoadedWorkflows workflows() {
        return workflows;
    }

    /**
     * Waits until steps have ended.
     *
     * @return the one that stands in the way; null when none does
     */
    String await(WorkflowRun run, StepScope siblings, List<String> ids)
            throws InterruptedException {
        while (true) {
            if (run.cancellation().isCancelled()) {
                siblings.close();
            }
            try {
                return siblings.await(ids, LOOK_AGAIN_MS);
            } catch (TimeoutException notYet) {
                // the run may have been cancelled meanwhile
            }
        }
    }

    /** Waits between two tries. */
    void pause(WorkflowRun run, Duration duration, String path) {
        try {
            pause.of(run, duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RunStoppedException.cancelled(path);
        }
    }

    private static void waitFor(WorkflowRun run, Duration duration) throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation.Registration registration = run.cancellation().onCancel(cancelled::countDown);
        try {
            cancelled.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            registration.close();
        }
    }

    /**
     * Interrupts this thread when its time is over or its run is cancelled.
     *
     * @param grace how long it may need then to end by itself
     */
    StepWatch watch(WorkflowRun run, Instant until, Duration grace) {
        return StepWatch.begin(run, timer, Duration.between(clock.instant(), until), grace);
    }

    /** Something that is made once and closed with the context. */
    <T extends AutoCloseable> T shared(Class<T> key, Function<GorgonConfig, T> maker) {
        lock.lock();
        try {
            AutoCloseable there = shared.get(key);
            if (there == null) {
                there = maker.apply(config());
                shared.put(key, there);
            }
            return key.cast(there);
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void doStop() {
        runs.cutShort();
        List<AutoCloseable> open;
        lock.lock();
        try {
            open = new ArrayList<>(shared.values());
            shared.clear();
        } finally {
            lock.unlock();
        }
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                LOG.warn("{} could not be closed: {}", each.getClass().getName(), e.getMessage());
            }
        }
        camelContext.getExecutorServiceManager().shutdownNow(timer);
        camelContext.getExecutorServiceManager().shutdownNow(threads);
        keeper.close();
    }
}
