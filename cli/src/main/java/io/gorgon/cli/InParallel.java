package io.gorgon.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks several servers at a time, so that the slowest one sets the wait and not their sum. */
final class InParallel {

    private InParallel() {}

    /** The answers, in the order of the subjects. What a question throws is thrown here. */
    static <S, A> List<A> ask(Collection<S> subjects, Function<S, A> question) {
        ExecutorService executor =
                Executors.newCachedThreadPool(
                        task -> {
                            Thread thread = new Thread(task, "gorgon-ask");
                            thread.setDaemon(true);
                            return thread;
                        });
        try {
            List<Future<A>> futures = new ArrayList<>();
            for (S subject : subjects) {
                futures.add(executor.submit(() -> question.apply(subject)));
            }
            List<A> answers = new ArrayList<>();
            for (Future<A> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a server", e);
        } finally {
            executor.shutdownNow();
        }
    }
}
