package io.gorgon.benchmarks;

import io.gorgon.camel.workflow.WorkflowRuns;
import io.gorgon.llm.Cancellation;
import io.gorgon.workflow.run.RunListener;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.StepResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Whether a step asks a model for each of many items in a small heap, all of it on the disk; once
 * as a whole, and once by a process that is killed in the middle and one that goes on.
 */
public final class FanOutInLittleMemory {

    private static final String HEAP = "-Xmx256m";

    private FanOutInLittleMemory() {}

    /**
     * @param arguments the number of items (10000); or {@code child}, a folder and whether to start
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("child")) {
            child(Path.of(arguments[1]), Boolean.parseBoolean(arguments[2]));
            return;
        }
        int items = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        Path folder = Files.createTempDirectory("gorgon-fan-out");
        WorkflowApplication.writeFanOut(folder, "fan", items);
        System.out.println("as a whole, " + HEAP + ":");
        follow(start(folder, true), Integer.MAX_VALUE);
        System.out.println("killed in the middle:");
        follow(start(folder, true), items / 2);
        System.out.println("and gone on with:");
        follow(start(folder, false), Integer.MAX_VALUE);
    }

    private static Process start(Path folder, boolean starts) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        FanOutInLittleMemory.class.getName(),
                        "child",
                        folder.toString(),
                        String.valueOf(starts))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Shows what a process says, and kills it when it has done so many items. */
    private static void follow(Process process, int most) throws Exception {
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (!line.startsWith("done ")) {
                    System.out.println("  " + line);
                } else if (Integer.parseInt(line.substring(5)) >= most) {
                    process.destroyForcibly();
                    break;
                }
            }
        }
        System.out.println("  exit code " + process.waitFor());
    }

    private static void child(Path folder, boolean starts) throws Exception {
        AtomicInteger done = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        RunListener counting =
                new RunListener() {
                    @Override
                    public void stepEnded(String runId, StepResult result) {
                        if (result.fromJournal()) {
                            taken.incrementAndGet();
                        } else if (done.incrementAndGet() % 500 == 0) {
                            System.out.println("done " + done.get());
                        }
                    }
                };
        String state = "sqlite:" + folder.resolve("state.db");
        long begun = System.nanoTime();
        RunResult result;
        try (WorkflowApplication application =
                WorkflowApplication.withInstantModel(folder, state, starts)) {
            result =
                    starts
                            ? application.run("fan", true, counting)
                            : goOn(application, options(counting));
        }
        System.out.printf(
                "%s, %,d steps done, %,d taken from the journal, %.1f s, heap of at most %,d MB%n",
                result.status().label(),
                done.get(),
                taken.get(),
                (System.nanoTime() - begun) / 1e9,
                Runtime.getRuntime().maxMemory() / (1 << 20));
    }

    private static RunOptions options(RunListener listener) {
        return new RunOptions(null, false, new Cancellation(), listener, UnaryOperator.identity());
    }

    private static RunResult goOn(WorkflowApplication application, RunOptions options)
            throws InterruptedException {
        List<RunResult> results = WorkflowRuns.of(application.camel()).resumeInterrupted(options);
        return results.get(0);
    }
}
