package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.Cancellation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that wait for a thread while all threads are busy. */
class QueuedCallTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BoundedExecutor executor = new BoundedExecutor(threads, 1, 1);
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final Cancellation cancellation = new Cancellation();
    private final AtomicInteger runs = new AtomicInteger();
    private final CompletableFuture<Void> ran = new CompletableFuture<>();

    private void call() {
        runs.incrementAndGet();
        ran.complete(null);
    }

    @BeforeEach
    void keepTheOnlyThreadBusy() throws InterruptedException {
        executor.execute(
                () -> {
                    busy.countDown();
                    try {
                        open.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        busy.await();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aCancelledCallWaitsNoLongerForAThread() {
        new QueuedCall(this::call, cancellation).submitTo(executor);
        assertThat(runs).hasValue(0);

        cancellation.cancel();

        ran.join();
        assertThat(open.getCount()).isEqualTo(1);
    }

    @Test
    void aCallThatIsCancelledAlreadyDoesNotWaitAtAll() {
        cancellation.cancel();

        new QueuedCall(this::call, cancellation).submitTo(executor);

        ran.join();
        assertThat(open.getCount()).isEqualTo(1);
    }

    @Test
    void aCallRunsOnceWhetherItIsCancelledOrNot() {
        new QueuedCall(this::call, cancellation).submitTo(executor);
        open.countDown();
        ran.join();

        cancellation.cancel();
        CompletableFuture.runAsync(() -> {}, executor).join();

        assertThat(runs).hasValue(1);
    }

    @Test
    void aCallThatNobodyHasRoomForIsRefused() {
        new QueuedCall(this::call, cancellation).submitTo(executor);
        QueuedCall second = new QueuedCall(this::call, cancellation);

        assertThatThrownBy(() -> second.submitTo(executor))
                .isInstanceOf(RejectedExecutionException.class);
    }
}
