package io.gorgon.camel.durable;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.workflow.run.RunListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Some workflows in a folder, a provider that bills them, runs with their start keys, and the
 * processes that work on them.
 */
final class DurableTrial implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Path folder;
    private final BillingProvider provider = new BillingProvider();
    private final Map<String, String> workflowByKey = new LinkedHashMap<>();
    private final List<Interruption> interruptions = new ArrayList<>();
    private final List<Runner> runners = new ArrayList<>();

    /**
     * A moment at which a process was killed or held up: it was working before, and not any more
     * after.
     */
    record Interruption(Instant before, Instant after) {}

    DurableTrial(Path folder) {
        this.folder = folder;
    }

    /** A gorgon.yaml whose only provider is at that port, and counts as one that costs money. */
    static String config(int port, String state) {
        return """
               llm:
                 mode: hybrid
                 providers:
                   billing:
                     type: openai
                     base_url: http://127.0.0.1:%d/v1
                     local: false
                     max_connections: 32
                     tier_models: {reasoning: m, standard: m, fast: m}
                 prices:
                   openai:
                     - {model: m, input_per_million_usd: 1, output_per_million_usd: 1}
                 failover: {retries: 0, backoff_ms: 20}
                 resilience:
                   cloud: {minimum_calls: 1000, window_calls: 1000}
                 hardware: {check: "off"}
               state:
                 url: "%s"
               """
                .formatted(port, state);
    }

    /** A gorgon.yaml with the state in a file of the folder. */
    DurableTrial onFile(String furtherState) {
        write(
                "gorgon.yaml",
                config(provider.port(), "sqlite:" + folder.resolve("state.db")) + furtherState);
        return this;
    }

    DurableTrial write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Workflows of chance, each with some runs. */
    DurableTrial withWorkflows(Random random, int workflows, int runsOfEach) {
        for (int i = 0; i < workflows; i++) {
            String id = "w" + i;
            RandomWorkflow.texts(random, id).forEach(this::write);
            for (int run = 0; run < runsOfEach; run++) {
                workflowByKey.put(id + "-run" + run, id);
            }
        }
        return this;
    }

    /** A workflow with one run. */
    DurableTrial withWorkflow(String id, String key, String text) {
        workflowByKey.put(key, id);
        return write(id + ".gorgon.yaml", text);
    }

    Path folder() {
        return folder;
    }

    BillingProvider provider() {
        return provider;
    }

    List<Interruption> interruptions() {
        return interruptions;
    }

    List<String> keys() {
        return List.copyOf(workflowByKey.keySet());
    }

    /** A process that waits to be told to open. */
    Runner prepare() {
        Runner runner = Runner.prepare(folder);
        runners.add(runner);
        return runner;
    }

    Runner prepare(List<String> before) {
        Runner runner = Runner.prepare(folder, before);
        runners.add(runner);
        return runner;
    }

    /**
     * Asks for all runs that have not ended; those that are there already are not started again.
     */
    void startAll(Runner runner) {
        workflowByKey.forEach(
                (key, workflow) -> {
                    if (!hasEnded(key)) {
                        runner.tell("start " + workflow + " " + key);
                    }
                });
    }

    boolean hasEnded(String key) {
        return Files.exists(folder.resolve(key + ".json"));
    }

    boolean haveAllEnded() {
        return workflowByKey.keySet().stream().allMatch(this::hasEnded);
    }

    /** Waits until the provider was asked so often in all, or all runs have ended. */
    void awaitRequests(int count) {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (provider.asked() < count && !haveAllEnded() && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    void awaitAllEnded(Runner runner) {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!haveAllEnded()) {
            if (!runner.isAlive() || System.nanoTime() > until) {
                throw new AssertionError(
                        "not all runs have ended; the process "
                                + (runner.isAlive() ? "lives" : "has died")
                                + " and has said "
                                + runner.lines());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    void kill(Runner runner) {
        Instant before = now();
        runner.kill();
        interruptions.add(new Interruption(before, now().plusMillis(1)));
    }

    /** Waits until a process has died by itself. */
    void awaitCrash(Runner runner) {
        Instant before = now();
        runner.awaitEnd();
        interruptions.add(new Interruption(before, now().plusMillis(1)));
    }

    void freeze(Runner runner) {
        Instant before = now();
        runner.freeze();
        interruptions.add(new Interruption(before, now().plusMillis(1)));
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    String output(String key) {
        try {
            return Files.readString(folder.resolve(key + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same runs in a process that nobody kills, with their state in memory. */
    void assertSameOutputsAsWithoutInterruption() throws Exception {
        Path calm = Files.createDirectory(folder.resolve("calm"));
        ExecutorService threads = Executors.newCachedThreadPool();
        try (BillingProvider other = new BillingProvider();
                DurableApplication application =
                        new DurableApplication(folder, config(other.port(), "memory"))) {
            application.start();
            RunWatch watch = new RunWatch(application, calm, threads, line -> {});
            for (Map.Entry<String, String> run : workflowByKey.entrySet()) {
                application.run(run.getValue(), run.getKey(), new RunListener() {});
                Path output = calm.resolve(run.getKey() + ".json");
                long until = System.nanoTime() + PATIENCE_NANOS;
                while (!Files.exists(output) && System.nanoTime() < until) {
                    watch.look(true);
                    LockSupport.parkNanos(LOOK_NANOS);
                }
                assertThat(folder.resolve(run.getKey() + ".json")).hasSameTextualContentAs(output);
                assertThat(output(run.getKey())).contains("\"success\"");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() {
        runners.forEach(Runner::close);
        provider.close();
    }
}
