package io.gorgon.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.gorgon.workflow.run.RunListener;
import io.gorgon.workflow.run.StepResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What writing down costs: beside each other in one process a chain of steps of which nothing is
 * written down, of which all is written to memory, and of which all is on the disk before it goes
 * on; and what the disk takes for one commit at that time.
 */
public final class JournalCost {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final int STEPS = 20;
    private static final int PAGE = 4096;
    private static final int WARM_COMMITS = 2000;
    private static final int SPANS = 5;

    private final Path folder;
    private final Map<String, Samples> samples = new LinkedHashMap<>();

    private JournalCost(Path folder) {
        this.folder = folder;
    }

    /** Durations, in nanoseconds. */
    private static final class Samples {
        private long[] nanos = new long[1024];
        private int size;

        synchronized void add(long each) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, size * 2);
            }
            nanos[size++] = each;
        }

        double percentile(double part) {
            long[] sorted = Arrays.copyOf(nanos, size);
            Arrays.sort(sorted);
            return sorted[(int) (part * (size - 1))] / 1e6;
        }
    }

    /**
     * @param arguments {@code chain ROUNDS} or {@code many SECONDS THREADS llm|set}
     */
    public static void main(String[] arguments) throws Exception {
        JournalCost cost = new JournalCost(Files.createTempDirectory("gorgon-benchmark"));
        switch (arguments[0]) {
            case "chain" -> cost.chain(Integer.parseInt(arguments[1]));
            case "many" ->
                    cost.many(
                            Integer.parseInt(arguments[1]),
                            Integer.parseInt(arguments[2]),
                            arguments[3]);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private String stateFile() {
        return "sqlite:" + folder.resolve("state.db");
    }

    private void chain(int rounds) throws Exception {
        WorkflowApplication.writeChain(folder, "chain", STEPS);
        try (WorkflowApplication memory = WorkflowApplication.withInstantModel(folder, "memory");
                WorkflowApplication file =
                        WorkflowApplication.withInstantModel(folder, stateFile());
                Connection sqlite = sqlite();
                FileChannel plain =
                        FileChannel.open(
                                folder.resolve("plain"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE)) {
            // the log of SQLite is slow as long as its file grows; it is overwritten afterwards
            for (int i = 0; i < WARM_COMMITS / STEPS; i++) {
                commits(sqlite, false);
            }
            for (int i = -rounds; i < rounds; i++) {
                boolean counts = i >= 0;
                chain(memory, "nothing written down", false, counts);
                chain(memory, "written to memory", true, counts);
                chain(file, "written to the disk", true, counts);
                commits(sqlite, counts);
                syncs(plain, counts);
            }
        }
        System.out.println("\n| a step of a chain | p50 ms | p99 ms |\n|---|---|---|");
        samples.forEach(
                (name, each) ->
                        System.out.printf(
                                "| %s | %.3f | %.3f |%n",
                                name, each.percentile(0.5), each.percentile(0.99)));
        double added =
                samples.get("written to the disk").percentile(0.5)
                        - samples.get("nothing written down").percentile(0.5);
        double commit = samples.get("(one bare commit of SQLite)").percentile(0.5);
        System.out.printf(
                "%nadded to a step: p50 %.3f ms, that is %.2f commits of %.3f ms%n",
                added, added / commit, commit);
    }

    private Samples samples(String name) {
        return samples.computeIfAbsent(name, key -> new Samples());
    }

    private void chain(
            WorkflowApplication application, String name, boolean recorded, boolean counts) {
        Samples of = samples(name);
        AtomicLong last = new AtomicLong();
        application.run(
                "chain",
                recorded,
                new RunListener() {
                    @Override
                    public void stepEnded(String runId, StepResult result) {
                        long now = System.nanoTime();
                        long before = last.getAndSet(now);
                        if (before != 0 && counts) {
                            of.add(now - before);
                        }
                    }
                });
    }

    private Connection sqlite() throws Exception {
        Connection sqlite =
                org.sqlite.JDBC.createConnection(
                        "jdbc:sqlite:" + folder.resolve("bare.db"), new Properties());
        try (Statement statement = sqlite.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("CREATE TABLE one (id INTEGER PRIMARY KEY, text TEXT)");
        }
        return sqlite;
    }

    private void commits(Connection sqlite, boolean counts) throws Exception {
        Samples of = samples("(one bare commit of SQLite)");
        try (PreparedStatement insert =
                sqlite.prepareStatement("INSERT INTO one (text) VALUES (?)")) {
            for (int i = 0; i < STEPS; i++) {
                long begun = System.nanoTime();
                insert.setString(1, "a text");
                insert.executeUpdate();
                if (counts) {
                    of.add(System.nanoTime() - begun);
                }
            }
        }
    }

    private void syncs(FileChannel plain, boolean counts) throws IOException {
        Samples of = samples("(one bare fdatasync of 4 KB)");
        ByteBuffer page = ByteBuffer.allocate(PAGE);
        for (int i = 0; i < STEPS; i++) {
            long begun = System.nanoTime();
            page.clear();
            plain.write(page);
            plain.force(false);
            if (counts) {
                of.add(System.nanoTime() - begun);
            }
        }
    }

    private void many(int seconds, int threads, String type) throws Exception {
        if (type.equals("llm")) {
            WorkflowApplication.writeChain(folder, "chain", STEPS);
        } else {
            WorkflowApplication.writeValues(folder, "chain", STEPS);
        }
        try (WorkflowApplication file = WorkflowApplication.withInstantModel(folder, stateFile());
                Connection sqlite = sqlite()) {
            many(file, threads, seconds);
            double[] rates = new double[SPANS];
            for (int i = 0; i < SPANS; i++) {
                long cpu = PROCESS.getProcessCpuTime();
                long counted = many(file, threads, seconds);
                rates[i] = counted / (double) seconds;
                System.out.printf(
                        "%s, %d threads: %,.0f recorded steps a second, %.3f ms of a processor for"
                                + " each, load average %.1f%n",
                        type,
                        threads,
                        rates[i],
                        (PROCESS.getProcessCpuTime() - cpu) / 1e6 / counted,
                        PROCESS.getSystemLoadAverage());
                commits(sqlite, true);
            }
            Arrays.sort(rates);
            System.out.printf(
                    "%s, %d threads: median %,.0f, best %,.0f recorded steps a second; a bare"
                            + " commit of SQLite %.3f ms%n",
                    type,
                    threads,
                    rates[SPANS / 2],
                    rates[SPANS - 1],
                    samples.get("(one bare commit of SQLite)").percentile(0.5));
        }
    }

    private static long many(WorkflowApplication application, int threads, int seconds)
            throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicLong steps = new AtomicLong();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        RunListener counting =
                new RunListener() {
                    @Override
                    public void stepEnded(String runId, StepResult result) {
                        if (System.nanoTime() < until) {
                            steps.incrementAndGet();
                        }
                    }
                };
        for (int i = 0; i < threads; i++) {
            pool.execute(
                    () -> {
                        while (System.nanoTime() < until) {
                            application.run("chain", true, counting);
                        }
                    });
        }
        pool.shutdown();
        pool.awaitTermination(seconds * 10L, TimeUnit.SECONDS);
        return steps.get();
    }
}
