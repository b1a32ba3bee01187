package io.gorgon.cli;

import io.gorgon.workflow.run.RunListener;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.StepResult;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Hands events on in their order, by a thread of its own: a run does not wait for whoever reads
 * standard error.
 */
final class QueuedProgress implements RunProgress, RunListener {

    private static final int LAST_WORDS_SECONDS = 10;

    private final RunListener printer;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread made = new Thread(work, "gorgon-progress");
                        made.setDaemon(true);
                        return made;
                    });

    QueuedProgress(RunListener printer) {
        this.printer = printer;
    }

    @Override
    public RunListener listener() {
        return this;
    }

    private void queue(Runnable event) {
        try {
            thread.execute(event);
        } catch (RejectedExecutionException closed) {
            // a step that ends after its run has nobody to tell
        }
    }

    @Override
    public void runStarted(String runId, String workflow) {
        queue(() -> printer.runStarted(runId, workflow));
    }

    @Override
    public void stepStarted(String runId, String path, String type, int attempt) {
        queue(() -> printer.stepStarted(runId, path, type, attempt));
    }

    @Override
    public void stepSize(String runId, String path, int size) {
        queue(() -> printer.stepSize(runId, path, size));
    }

    @Override
    public void stepRetried(String runId, String path, int attempt, Duration delay, String error) {
        queue(() -> printer.stepRetried(runId, path, attempt, delay, error));
    }

    @Override
    public void stepEnded(String runId, StepResult result) {
        queue(() -> printer.stepEnded(runId, result));
    }

    @Override
    public void warned(String runId, String sentence) {
        queue(() -> printer.warned(runId, sentence));
    }

    @Override
    public void runEnded(RunResult result) {
        queue(() -> printer.runEnded(result));
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
