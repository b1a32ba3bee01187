package io.gorgon.camel.workflow;

import io.gorgon.journal.Journal;
import io.gorgon.journal.RunRecord;
import io.gorgon.journal.RunUnavailableException;
import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.spi.ExecutorServiceManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the runs of this application go on: those whose process has died, and those for
 * which a person has decided while nobody worked on them. Looks when the application has started
 * and every few seconds from then on.
 */
final class RunKeeper {

    static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    static final int AT_A_TIME = 4;

    private static final Logger LOG = LoggerFactory.getLogger(RunKeeper.class);

    private final WorkflowRuntime runtime;
    private final ExecutorServiceManager executors;
    private final ExecutorService pool;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> refused = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean unavailable = new AtomicBoolean();

    RunKeeper(WorkflowRuntime runtime, ExecutorServiceManager executors) {
        this.runtime = runtime;
        this.executors = executors;
        this.pool = executors.newFixedThreadPool(this, "GorgonResume", AT_A_TIME);
    }

    /** Looks in the background, unless somebody is looking already. */
    void lookSoon() {
        if (looking.compareAndSet(false, true)) {
            try {
                runtime.threads()
                        .execute(
                                () -> {
                                    try {
                                        look();
                                    } finally {
                                        looking.set(false);
                                    }
                                });
            } catch (RejectedExecutionException isBeingStopped) {
                looking.set(false);
            }
        }
    }

    private void look() {
        String origin = runtime.origin();
        if (origin == null || runtime.isEnding() || !runtime.hasWorkflows()) {
            return;
        }
        try {
            Journal journal = runtime.journal();
            journal.interrupted(origin).forEach(run -> take(run, "was interrupted"));
            journal.decided(origin).forEach(run -> take(run, "has been decided"));
            unavailable.set(false);
        } catch (RuntimeException e) {
            if (!runtime.isEnding() && !unavailable.getAndSet(true)) {
                LOG.warn("Interrupted runs cannot be looked for: {}", e.getMessage());
            }
        }
    }

    private void take(RunRecord run, String why) {
        if (run.changed() != null && run.changed().equals(refused.get(run.runId()))) {
            return;
        }
        if (begin(run.runId(), () -> resume(run))) {
            LOG.info("Run {} of {} {}; it goes on here", run.runId(), run.workflow(), why);
        }
    }

    /** Goes on with a run in the background. */
    void resumeSoon(String runId) {
        begin(
                runId,
                () -> runtime.journal().run(runId).filter(this::isFree).ifPresent(this::resume));
    }

    /** Its owner sees the decision by itself, or leaves the run to those who look for it. */
    private boolean isFree(RunRecord run) {
        return run.owner() == null;
    }

    private boolean begin(String runId, Runnable work) {
        if (!underWay.add(runId)) {
            return false;
        }
        try {
            pool.execute(
                    () -> {
                        try {
                            work.run();
                        } finally {
                            underWay.remove(runId);
                        }
                    });
            return true;
        } catch (RejectedExecutionException isBeingStopped) {
            underWay.remove(runId);
            return false;
        }
    }

    private void resume(RunRecord run) {
        if (runtime.isEnding()) {
            return;
        }
        try {
            RunResult result = resume(run.runId(), RunOptions.plain());
            refused.remove(run.runId());
            LOG.info("Run {} of {}: {}", run.runId(), run.workflow(), result.status().label());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StateUnavailableException e) {
            LOG.warn("Run {} cannot go on yet: {}", run.runId(), e.getMessage());
        } catch (RuntimeException e) {
            if (run.changed() != null) {
                refused.put(run.runId(), run.changed());
            }
            LOG.warn("Run {} does not go on: {}", run.runId(), e.getMessage());
        }
    }

    /**
     * Goes on with a run until it ends or waits.
     *
     * @throws RunUnavailableException if that cannot be done
     */
    RunResult resume(String runId, RunOptions options) throws InterruptedException {
        return runtime.resumption().goOn(runtime.journal().takeOver(runId), options);
    }

    /** Goes on with all interrupted runs, some at a time; a failure of one is logged. */
    List<RunResult> resumeInterrupted(RunOptions options) throws InterruptedException {
        List<RunRecord> runs = runtime.journal().interrupted(runtime.origin());
        List<Future<RunResult>> answers = new ArrayList<>();
        for (RunRecord run : runs) {
            answers.add(
                    pool.submit(
                            () ->
                                    options.cancellation().isCancelled()
                                            ? null
                                            : resume(run.runId(), options)));
        }
        List<RunResult> results = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            try {
                RunResult result = answers.get(i).get();
                if (result != null) {
                    results.add(result);
                }
            } catch (ExecutionException e) {
                String runId = runs.get(i).runId();
                LOG.warn("Run {} does not go on: {}", runId, e.getCause().getMessage());
            }
        }
        return results;
    }

    void close() {
        executors.shutdownNow(pool);
    }
}
