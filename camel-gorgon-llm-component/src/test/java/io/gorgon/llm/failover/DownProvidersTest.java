package io.gorgon.llm.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.ProviderHealth;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DownProvidersTest {

    private static final ProviderHealth UP = new ProviderHealth(true, "up", null, 1);
    private static final ProviderHealth DOWN = new ProviderHealth(false, "down", null, 1);

    private final ManualProbes probes = new ManualProbes();
    private final DownProviders down = new DownProviders(probes, Duration.ofSeconds(5));
    private final AtomicInteger probed = new AtomicInteger();
    private volatile Supplier<ProviderHealth> health = () -> DOWN;

    private final LlmProvider provider =
            (LlmProvider)
                    Proxy.newProxyInstance(
                            LlmProvider.class.getClassLoader(),
                            new Class<?>[] {LlmProvider.class},
                            (proxy, method, arguments) -> {
                                if (method.getName().equals("name")) {
                                    return "here";
                                }
                                if (method.getName().equals("health")) {
                                    probed.incrementAndGet();
                                    return health.get();
                                }
                                throw new AssertionError("a probe must not call " + method);
                            });

    @AfterEach
    void stop() {
        probes.shutdownNow();
    }

    @Test
    void aProviderIsDownUntilAProbeIsAnswered() {
        down.markDown(provider);
        assertThat(down.isDown("here")).isTrue();
        assertThat(down.names()).containsExactly("here");

        probes.runAll();
        assertThat(down.isDown("here")).isTrue();

        health = () -> UP;
        probes.runAll();
        assertThat(down.isDown("here")).isFalse();
        probes.runAll();
        assertThat(probed).hasValue(2);
    }

    @Test
    void aProbeThatThrowsIsNotTheLast() {
        health =
                () -> {
                    throw new IllegalStateException("not now");
                };
        down.markDown(provider);
        probes.runAll();
        assertThat(down.isDown("here")).isTrue();

        health = () -> UP;
        probes.runAll();
        assertThat(down.isDown("here")).isFalse();
    }

    @Test
    void anAnswerToACallEndsTheProbes() {
        down.markDown(provider);

        down.markUp("here");

        assertThat(down.isDown("here")).isFalse();
        assertThat(probes.underWay()).isZero();
        down.markUp("there");
        assertThat(down.names()).isEmpty();
    }

    @Test
    void manyCallsThatFindTheSameServerDownStartOneProbe() {
        int threads = 16;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try {
            List<CompletableFuture<Void>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                calls.add(
                        CompletableFuture.runAsync(
                                () -> {
                                    try {
                                        start.await();
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                    down.markDown(provider);
                                },
                                callers));
            }
            calls.forEach(CompletableFuture::join);
        } finally {
            callers.shutdownNow();
        }

        assertThat(probes.given()).isEqualTo(1);
        assertThat(down.isDown("here")).isTrue();
    }

    @Test
    void racingFailuresAndAnswersLeaveNoProbeBehind() {
        int rounds = 500;
        CompletableFuture<Void> failures =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < rounds; i++) {
                                down.markDown(provider);
                            }
                        });
        for (int i = 0; i < rounds; i++) {
            down.markUp("here");
        }
        failures.join();

        assertThat(probes.underWay()).isEqualTo(down.isDown("here") ? 1 : 0);
        down.markUp("here");
        assertThat(probes.underWay()).isZero();
    }

    @Test
    void nothingIsProbedAfterTheEnd() {
        down.markDown(provider);

        down.close();
        down.markDown(provider);

        assertThat(down.names()).isEmpty();
        assertThat(probes.underWay()).isZero();
    }
}
