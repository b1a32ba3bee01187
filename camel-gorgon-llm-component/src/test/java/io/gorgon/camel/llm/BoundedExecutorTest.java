package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedExecutorTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void noMoreRunAtATimeThanAllowedAndAllRunInTheEnd() throws InterruptedException {
        BoundedExecutor executor = new BoundedExecutor(threads, 3, 10_000);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int tasks = 8_000;
        CountDownLatch done = new CountDownLatch(tasks);
        for (int sender = 0; sender < 4; sender++) {
            threads.execute(
                    () -> {
                        for (int i = 0; i < tasks / 4; i++) {
                            executor.execute(
                                    () -> {
                                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                                        now.decrementAndGet();
                                        done.countDown();
                                    });
                        }
                    });
        }

        assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void callsOneAfterTheOtherNeedFewThreads() {
        BoundedExecutor executor = new BoundedExecutor(threads, 200, 100);
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 2_000; i++) {
            CompletableFuture.runAsync(() -> used.add(Thread.currentThread()), executor).join();
        }

        assertThat(used).hasSizeLessThan(50);
    }

    @Test
    void whenTooManyWaitTheNextOneIsRefused() {
        CountDownLatch open = new CountDownLatch(1);
        BoundedExecutor executor = new BoundedExecutor(threads, 1, 1);
        CountDownLatch running = new CountDownLatch(1);
        Runnable waitForOpen =
                () -> {
                    running.countDown();
                    awaitQuietly(open);
                };
        executor.execute(waitForOpen);
        awaitQuietly(running);
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {}, executor);

        assertThatThrownBy(() -> executor.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("too many calls");
        open.countDown();
        assertThat(second).succeedsWithin(1, TimeUnit.MINUTES);
    }

    @Test
    void aTaskThatThrowsDoesNotTakeAPlace() {
        BoundedExecutor executor = new BoundedExecutor(threads, 1, 100);
        for (int i = 0; i < 10; i++) {
            executor.execute(
                    () -> {
                        throw new StackOverflowError("on purpose");
                    });
        }

        assertThat(CompletableFuture.runAsync(() -> {}, executor))
                .succeedsWithin(1, TimeUnit.MINUTES);
    }

    @Test
    void afterTheEndOfTheThreadsATaskIsRefused() {
        threads.shutdownNow();
        BoundedExecutor executor = new BoundedExecutor(threads, 1, 1);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> executor.execute(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
