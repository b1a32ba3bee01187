package io.gorgon.camel.workflow;

import io.gorgon.llm.Cancellation;
import io.gorgon.workflow.run.RunListener;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.StepResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Lets steps of a run, and tests, wait until another step has begun or has ended. */
final class Milestones implements RunListener {

    private static final long LONGEST_SECONDS = 30;

    private final Cancellation cancellation = new Cancellation();
    private final Map<String, CountDownLatch> begun = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> ended = new ConcurrentHashMap<>();

    Cancellation cancellation() {
        return cancellation;
    }

    RunOptions options() {
        return new RunOptions(null, false, cancellation, this, UnaryOperator.identity());
    }

    void awaitBegun(String path) throws InterruptedException {
        await(latch(begun, path), path + " has not begun");
    }

    void awaitEnded(String path) throws InterruptedException {
        await(latch(ended, path), path + " has not ended");
    }

    /** A step that ends only after others, and answers with its path. */
    ScriptedStep.Script endsAfter(String... paths) {
        return call -> {
            for (String path : paths) {
                awaitEnded(path);
            }
            return call.path();
        };
    }

    /** A step that ends only after others have begun, and answers with its path. */
    ScriptedStep.Script endsAfterBeginOf(String... paths) {
        return call -> {
            for (String path : paths) {
                awaitBegun(path);
            }
            return call.path();
        };
    }

    private static void await(CountDownLatch latch, String otherwise) throws InterruptedException {
        if (!latch.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static CountDownLatch latch(Map<String, CountDownLatch> latches, String path) {
        return latches.computeIfAbsent(path, key -> new CountDownLatch(1));
    }

    @Override
    public void stepStarted(String runId, String path, String type, int attempt) {
        latch(begun, path).countDown();
    }

    @Override
    public void stepEnded(String runId, StepResult result) {
        latch(ended, result.path()).countDown();
    }
}
