package io.gorgon.camel.durable;

import io.gorgon.journal.RunUnavailableException;
import io.gorgon.workflow.run.RunListener;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A process that is there to be killed. Opens an application when it is told to on its input, which
 * goes on with what is interrupted by itself; starts runs, answers approvals, and writes down what
 * runs gave once they have ended. Tells what it does on its output. Ends with its input.
 */
public final class RunnerProcess {

    /** How often it looks for what has ended or waits. */
    private static final long LOOK_MILLIS = 25;

    private static final RunListener TELLING =
            new RunListener() {
                @Override
                public void stepRetried(
                        String runId, String path, int attempt, Duration delay, String error) {
                    tell("retrying " + path);
                }
            };

    private final Path folder;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private DurableApplication application;
    private RunWatch watch;
    private volatile boolean answering;
    private Thread looking;

    private RunnerProcess(Path folder) {
        this.folder = folder;
    }

    /**
     * @param arguments the folder of the workflows, with a gorgon.yaml; outputs are written to it
     */
    public static void main(String[] arguments) throws Exception {
        RunnerProcess runner = new RunnerProcess(Path.of(arguments[0]));
        // what costs time when it is done first, so that kills hit runs and not the loading of
        // classes
        new DurableApplication(runner.folder, DurableTrial.config(1, "memory")).start().close();
        tell("ready");
        try (BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                runner.obey(line.split(" "));
            }
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private static void tell(String line) {
        synchronized (System.out) {
            System.out.println(line);
        }
    }

    private void obey(String[] words) throws Exception {
        switch (words[0]) {
            case "open" -> open();
            case "start" -> threads.execute(() -> start(words[1], words[2]));
            case "answer" -> answering = true;
            case "decide" -> threads.execute(() -> watch.decide(words[1]));
            case "take" -> threads.execute(() -> take(words[1]));
            case "delete" -> Files.delete(Path.of(words[1]));
            case "crash" ->
                    CrashPoint.set(words[1], Integer.parseInt(words[2]), Long.parseLong(words[3]));
            case "copy" -> {
                Files.copy(Path.of(words[1]), Path.of(words[2]));
                tell("copied");
            }
            case "fill" -> fill(Path.of(words[1]));
            case "stop" -> {
                // it would find nothing any more to look at
                looking.interrupt();
                looking.join();
                application.close();
                tell("stopped");
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    /** Makes a file as large as there is room on its disk. */
    private static void fill(Path file) throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            tell("filled " + full.getMessage());
        }
    }

    private void open() throws Exception {
        String config = Files.readString(folder.resolve("gorgon.yaml"));
        application = new DurableApplication(folder, config).start();
        watch = new RunWatch(application, folder, threads, RunnerProcess::tell);
        tell("open");
        looking = new Thread(this::look, "look");
        looking.setDaemon(true);
        looking.start();
    }

    private void start(String workflow, String key) {
        try {
            RunResult result = application.run(workflow, key, TELLING);
            tell("result " + key + " " + (result == null ? null : result.status()));
        } catch (RuntimeException e) {
            tell("refused " + key + " " + e.getMessage());
        }
    }

    /** Takes a run over that another process may still work on. */
    private void take(String key) {
        try {
            String runId = runId(key);
            tell("taken " + key + " " + application.resume(runId, RunOptions.plain()).status());
        } catch (RunUnavailableException e) {
            tell("refused " + key + " " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String runId(String key) {
        return application.journal().runs(Integer.MAX_VALUE).stream()
                .filter(run -> key.equals(run.startKey()))
                .findFirst()
                .orElseThrow(() -> new RunUnavailableException("no run " + key))
                .runId();
    }

    private void look() {
        try {
            while (true) {
                watch.look(answering);
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            tell("broken " + e);
            Runtime.getRuntime().halt(9);
        }
    }
}
