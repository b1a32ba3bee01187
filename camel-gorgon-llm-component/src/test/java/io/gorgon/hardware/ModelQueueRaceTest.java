package io.gorgon.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.Cancellation;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.spi.ModelGate.Caller;
import io.gorgon.llm.spi.ModelGate.Lease;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;

/** Many threads, few models, little memory. */
class ModelQueueRaceTest {

    private static final int THREADS = 200;
    private static final int CALLS = 60;
    private static final int PARALLEL = 7;
    private static final Map<String, Integer> NEEDS =
            Map.of("tiny", 5, "small", 20, "middle", 45, "large", 80, "giant", 100);

    private final ModelQueue queue = new ModelQueue(3, Clock.systemUTC());
    private final Map<String, AtomicInteger> inUse = new ConcurrentHashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger given = new AtomicInteger();

    @RepeatedTest(3)
    void neitherMemoryNorTheNumberOfModelsIsEverExceededAndNothingIsLeft() throws Exception {
        NEEDS.keySet().forEach(name -> inUse.put(name, new AtomicInteger()));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int seed = thread;
                all.add(threads.submit(() -> calls(new Random(seed))));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(wrong).isEmpty();
        assertThat(served.get() + given.get()).isEqualTo(THREADS * CALLS);
        assertThat(served.get()).isGreaterThan(THREADS * CALLS / 2);
        assertThat(queue.waiting()).isZero();
        assertThat(NEEDS.keySet()).noneMatch(queue::isUsed);
    }

    private void calls(Random random) {
        List<String> names = List.copyOf(new java.util.TreeSet<>(NEEDS.keySet()));
        for (int call = 0; call < CALLS; call++) {
            String name = names.get(random.nextInt(names.size()));
            Cancellation cancellation = new Cancellation();
            if (random.nextInt(20) == 0) {
                cancellation.cancel();
            }
            Duration patience =
                    random.nextInt(20) == 0 ? Duration.ofNanos(1000) : Duration.ofMinutes(1);
            Ticket ticket =
                    new Ticket(
                            name,
                            "ollama",
                            name,
                            NEEDS.get(name),
                            100,
                            PARALLEL,
                            THREADS,
                            patience,
                            Duration.ofMinutes(1),
                            new Caller("agent" + random.nextInt(9), null, cancellation));
            try (Lease lease = queue.enter(ticket)) {
                use(name, random, lease);
            } catch (LlmException e) {
                given.incrementAndGet();
            }
        }
    }

    private void use(String name, Random random, Lease lease) {
        check(name);
        served.incrementAndGet();
        LockSupport.parkNanos(random.nextInt(20_000));
        inUse.get(name).decrementAndGet();
        if (random.nextBoolean()) {
            lease.close();
        }
    }

    /** Counts this call and looks at all others, in one step, so that what it sees is true. */
    private synchronized void check(String name) {
        inUse.get(name).incrementAndGet();
        int models = 0;
        int memory = 0;
        for (Map.Entry<String, AtomicInteger> model : inUse.entrySet()) {
            if (model.getValue().get() > 0) {
                models++;
                memory += NEEDS.get(model.getKey());
            }
            if (model.getValue().get() > PARALLEL) {
                wrong.add(model.getKey() + " is called " + model.getValue() + " times at once");
            }
        }
        if (models > 3 || memory > 100) {
            wrong.add(models + " models in " + memory + " of memory");
        }
    }
}
