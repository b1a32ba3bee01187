package io.gorgon.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gorgon.llm.Cancellation;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.spi.ModelGate.Caller;
import io.gorgon.llm.spi.ModelGate.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelQueueTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ModelQueue queue = new ModelQueue(2, Clock.systemUTC());
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static Ticket ticket(String model, long need, String agent) {
        return ticket(model, need, 1000, 100, LONG, LONG, caller(agent));
    }

    private static Ticket ticket(
            String model,
            long need,
            int parallel,
            int limit,
            Duration timeout,
            Duration hold,
            Caller caller) {
        return new Ticket(
                model, "ollama", model, need, 100, parallel, limit, timeout, hold, caller);
    }

    private static Caller caller(String agent) {
        return new Caller(agent, null, new Cancellation());
    }

    /** Enters on another thread, and notes who and when. */
    private CompletableFuture<Lease> entering(Ticket ticket, String label) {
        CompletableFuture<Lease> lease =
                CompletableFuture.supplyAsync(
                        () -> {
                            Lease entered = queue.enter(ticket);
                            order.add(label);
                            return entered;
                        },
                        threads);
        return lease;
    }

    private CompletableFuture<Lease> waiting(Ticket ticket, String label, int waitingNow) {
        CompletableFuture<Lease> lease = entering(ticket, label);
        await().until(() -> queue.waiting() == waitingNow);
        return lease;
    }

    @Test
    void modelsThatFitTogetherAreUsedTogether() {
        queue.enter(ticket("a", 60, "x"));
        queue.enter(ticket("b", 40, "x"));

        assertThat(queue.isUsed("a")).isTrue();
        assertThat(queue.isUsed("b")).isTrue();
    }

    @Test
    void twoLargeModelsAreNeverUsedAtOnce() throws Exception {
        Lease a = queue.enter(ticket("a", 60, "x"));
        CompletableFuture<Lease> b = waiting(ticket("b", 60, "x"), "b", 1);

        assertThat(b).isNotDone();
        a.close();
        b.get().close();
        assertThat(queue.isUsed("b")).isFalse();
    }

    @Test
    void moreModelsThanAllowedWaitHoweverSmall() throws Exception {
        Lease a = queue.enter(ticket("a", 1, "x"));
        queue.enter(ticket("b", 1, "x"));
        CompletableFuture<Lease> c = waiting(ticket("c", 1, "x"), "c", 1);

        assertThat(c).isNotDone();
        a.close();
        assertThat(c.get()).isNotNull();
    }

    @Test
    void aModelLargerThanTheMachineIsUsedAlone() {
        Lease giant = queue.enter(ticket("giant", 500, "x"));

        assertThat(queue.wouldWait(ticket("small", 1, "x"))).isTrue();
        giant.close();
        assertThat(queue.wouldWait(ticket("small", 1, "x"))).isFalse();
    }

    @Test
    void aLeaseGivenBackTwiceCountsOnce() {
        Lease first = queue.enter(ticket("a", 60, "x"));
        queue.enter(ticket("a", 60, "x"));
        first.close();
        first.close();

        assertThat(queue.isUsed("a")).isTrue();
    }

    @Test
    void agentsTakeTurns() throws Exception {
        Lease held = queue.enter(one("first"));
        for (int i = 1; i <= 4; i++) {
            waiting(one("busy"), "busy" + i, i).thenAccept(Lease::close);
        }
        CompletableFuture<Void> modest =
                waiting(one("modest"), "modest", 5).thenAccept(Lease::close);
        held.close();
        modest.get();
        await().until(() -> order.size() == 5);

        assertThat(order.indexOf("modest")).isLessThanOrEqualTo(1);
        assertThat(order).containsSubsequence("busy1", "busy2", "busy3", "busy4");
    }

    private static Ticket one(String agent) {
        return ticket("a", 60, 1, 100, LONG, LONG, caller(agent));
    }

    @Test
    void aModelInUseDoesNotKeepAnotherOneWaitingForEver() throws Exception {
        List<Lease> leases = new ArrayList<>();
        leases.add(queue.enter(ticket("a", 60, "x")));
        CompletableFuture<Lease> b = waiting(ticket("b", 60, "x"), "b", 1);
        for (int i = 0; i < ModelQueue.MOST_OVERTAKING; i++) {
            leases.add(queue.enter(ticket("a", 60, "x")));
        }
        CompletableFuture<Lease> late = waiting(ticket("a", 60, "x"), "late", 2);

        leases.forEach(Lease::close);
        b.get().close();
        late.get().close();

        assertThat(order).containsExactly("b", "late");
    }

    @Test
    void tooManyThatWaitAreTurnedAway() {
        queue.enter(one("x"));

        assertThatThrownBy(() -> queue.enter(ticket("a", 60, 1, 0, LONG, LONG, caller("y"))))
                .isInstanceOf(OverloadedException.class)
                .hasMessageContaining("queue_limit");
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void aWaitEndsWithItsTimeOut() {
        queue.enter(ticket("a", 60, "x"));
        Ticket impatient = ticket("b", 60, 1, 9, Duration.ofMillis(20), LONG, caller("y"));

        assertThatThrownBy(() -> queue.enter(impatient))
                .isInstanceOf(OverloadedException.class)
                .hasMessageContaining("b waited for memory that a had in use")
                .hasMessageContaining("queue_timeout_ms");
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void aWaitEndsWithTheDeadlineOfTheCall() {
        queue.enter(ticket("a", 60, "x"));
        Caller hurried = new Caller("y", Instant.now().plusMillis(20), new Cancellation());

        assertThatThrownBy(() -> queue.enter(ticket("b", 60, 1, 9, LONG, LONG, hurried)))
                .isInstanceOf(LlmTimeoutException.class);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void aWaitEndsWithCancellation() {
        queue.enter(ticket("a", 60, "x"));
        Caller caller = caller("y");
        CompletableFuture<Lease> b = waiting(ticket("b", 60, 1, 9, LONG, LONG, caller), "b", 1);
        caller.cancellation().cancel();

        assertThatThrownBy(b::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CancelledException.class);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void aWaitEndsWithItsThread() throws Exception {
        queue.enter(ticket("a", 60, "x"));
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                queue.enter(ticket("b", 60, "y"));
                            } catch (CancelledException e) {
                                interrupted.complete(Thread.currentThread().isInterrupted());
                            }
                        });
        thread.start();
        await().until(() -> queue.waiting() == 1);
        thread.interrupt();

        assertThat(interrupted.get()).isTrue();
    }

    @Test
    void aLeaseThatIsForgottenIsTakenBackInTheEnd() {
        queue.enter(ticket("a", 60, 1, 9, LONG, Duration.ofMillis(30), caller("x")));

        queue.enter(ticket("b", 60, "y")).close();

        assertThat(queue.isUsed("a")).isFalse();
    }

    @Test
    void aModelOfUnknownSizeWaitsForItsPlaceOnly() {
        queue.enter(ticket("a", 90, "x"));

        assertThat(queue.wouldWait(ticket("unknown", 0, "x"))).isFalse();
    }
}
