package io.gorgon.governor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gorgon.config.GovernorSettings;
import io.gorgon.governor.GovernorDecision.Cause;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.Remedy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentPlacesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final ScriptedFacts facts = new ScriptedFacts();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static AgentSpawnRequest agentOf(String run) {
        return AgentSpawnRequest.of("planner", null, 0, run);
    }

    private static AgentPlace spawn(Governor governor, String run) throws InterruptedException {
        return governor.spawn(agentOf(run), LONG, new Cancellation());
    }

    @Test
    void aPlaceIsHeldFromTheBeginningToTheEnd() throws Exception {
        Governor governor = new Governor(GovernorSettings.ofAgents(2, 1), facts);
        AgentPlace first = spawn(governor, "run-1");
        assertThat(first.decision().sentence()).contains("1 of 2 agents alive, 1 of 1 in the run");
        assertThatThrownBy(() -> spawn(governor, "run-1"))
                .isInstanceOf(AgentRefusedException.class)
                .hasMessage(
                        "agent 'planner' is not started: 1 agents of the run are alive, as many as"
                                + " governor.max_agents_per_run allows");
        AgentPlace second = spawn(governor, "run-2");
        assertThatThrownBy(() -> spawn(governor, "run-3"))
                .hasMessageContaining("2 agents are alive, as many as governor.max_agents allows");
        first.close();
        first.close();
        assertThat(governor.alive()).isEqualTo(1);
        spawn(governor, "run-1").close();
        second.close();
        assertThat(governor.alive()).isZero();
        assertThat(governor.alive("run-1")).isZero();
    }

    @Test
    void aRefusalForLoadMayBeTriedAgainAndOneForTheBudgetMayNot() {
        Governor busy = new Governor(GovernorSettings.ofAgents(1, 1).withMachine(50, null), facts);
        facts.load(60.0, null);
        assertThatThrownBy(() -> spawn(busy, null))
                .isInstanceOfSatisfying(
                        AgentRefusedException.class,
                        refused -> {
                            assertThat(refused.remedy()).isEqualTo(Remedy.RETRY);
                            assertThat(refused.decision().cause()).isEqualTo(Cause.LOAD);
                        });
        Governor poor = new Governor(GovernorSettings.ofAgents(1, 1), facts);
        facts.cloud(true).money(1, 1);
        assertThatThrownBy(() -> spawn(poor, null))
                .isInstanceOfSatisfying(
                        AgentRefusedException.class,
                        refused -> assertThat(refused.remedy()).isEqualTo(Remedy.CORRECT));
        assertThat(poor.alive()).isZero();
    }

    @Test
    void twoHundredAtATimeNeverExceedACapAndAllGetTheirTurn() throws Exception {
        Governor governor =
                new Governor(GovernorSettings.ofAgents(7, 3).withQueue(200, LONG), facts);
        AtomicInteger alive = new AtomicInteger();
        AtomicInteger mostAlive = new AtomicInteger();
        List<AtomicInteger> ofRun = new ArrayList<>();
        List<AtomicInteger> mostOfRun = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ofRun.add(new AtomicInteger());
            mostOfRun.add(new AtomicInteger());
        }
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> agents = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int run = i % 4;
            agents.add(
                    threads.submit(
                            () -> {
                                start.await();
                                try (AgentPlace place = spawn(governor, "run-" + run)) {
                                    mostAlive.accumulateAndGet(alive.incrementAndGet(), Math::max);
                                    mostOfRun
                                            .get(run)
                                            .accumulateAndGet(
                                                    ofRun.get(run).incrementAndGet(), Math::max);
                                    assertThat(place.decision().approved()).isTrue();
                                    Thread.yield();
                                    ofRun.get(run).decrementAndGet();
                                    alive.decrementAndGet();
                                }
                                return null;
                            }));
        }
        start.countDown();
        for (Future<?> agent : agents) {
            agent.get(60, TimeUnit.SECONDS);
        }
        assertThat(mostAlive.get()).isBetween(1, 7);
        assertThat(mostOfRun).allSatisfy(most -> assertThat(most.get()).isBetween(1, 3));
        assertThat(governor.alive()).isZero();
        assertThat(governor.waiting()).isZero();
    }

    @Test
    void twoHundredAtATimeWithoutAQueueAreRefusedBeyondTheCapAndNoPlaceIsLost() throws Exception {
        Governor governor = new Governor(GovernorSettings.ofAgents(5, 5), facts);
        CountDownLatch start = new CountDownLatch(1);
        List<AgentPlace> places = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger refused = new AtomicInteger();
        List<Future<?>> agents = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            agents.add(
                    threads.submit(
                            () -> {
                                start.await();
                                try {
                                    places.add(spawn(governor, "run"));
                                } catch (AgentRefusedException full) {
                                    refused.incrementAndGet();
                                }
                                return null;
                            }));
        }
        start.countDown();
        for (Future<?> agent : agents) {
            agent.get(60, TimeUnit.SECONDS);
        }
        assertThat(places).hasSize(5);
        assertThat(refused.get()).isEqualTo(195);
        places.forEach(AgentPlace::close);
        assertThat(governor.alive()).isZero();
    }

    @Test
    void thoseThatWaitAreServedInTheirOrderAndNobodyOvertakes() throws Exception {
        Governor governor =
                new Governor(GovernorSettings.ofAgents(1, 1).withQueue(10, LONG), facts);
        AgentPlace first = spawn(governor, "a");
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> waiting = new ArrayList<>();
        for (String run : List.of("b", "c", "d")) {
            waiting.add(
                    threads.submit(
                            () -> {
                                try (AgentPlace place = spawn(governor, run)) {
                                    order.add(run);
                                    return place;
                                }
                            }));
            int soFar = waiting.size();
            await().until(() -> governor.waiting() == soFar);
        }
        first.close();
        for (Future<?> each : waiting) {
            each.get(60, TimeUnit.SECONDS);
        }
        assertThat(order).containsExactly("b", "c", "d");
    }

    @Test
    void aRunThatHasAllThatItMayHaveHoldsNobodyElseUp() throws Exception {
        Governor governor =
                new Governor(GovernorSettings.ofAgents(2, 1).withQueue(10, LONG), facts);
        AgentPlace first = spawn(governor, "a");
        Future<AgentPlace> second = threads.submit(() -> spawn(governor, "a"));
        await().until(() -> governor.waiting() == 1);
        spawn(governor, "b").close();
        assertThat(second.isDone()).isFalse();
        first.close();
        second.get(60, TimeUnit.SECONDS).close();
    }

    @Test
    void whoWaitsTooLongIsRefusedWithTheTime() throws Exception {
        Governor governor =
                new Governor(
                        GovernorSettings.ofAgents(1, 1).withQueue(10, Duration.ofMillis(20)),
                        facts);
        try (AgentPlace held = spawn(governor, "a")) {
            assertThat(held.decision().approved()).isTrue();
            assertThatThrownBy(() -> spawn(governor, "b"))
                    .isInstanceOf(AgentRefusedException.class)
                    .hasMessageContaining("1 agents are alive")
                    .hasMessageContaining("waited 20 ms");
        }
        assertThat(governor.waiting()).isZero();
        assertThat(governor.alive()).isZero();
    }

    @Test
    void aFullQueueRefusesAtOnce() throws Exception {
        Governor governor = new Governor(GovernorSettings.ofAgents(1, 1).withQueue(1, LONG), facts);
        AgentPlace held = spawn(governor, "a");
        Future<AgentPlace> waiting = threads.submit(() -> spawn(governor, "b"));
        await().until(() -> governor.waiting() == 1);
        assertThatThrownBy(() -> spawn(governor, "c"))
                .hasMessageContaining("1 agents wait already")
                .hasMessageContaining("governor.queue.limit");
        held.close();
        waiting.get(60, TimeUnit.SECONDS).close();
    }

    @Test
    void aCancelledWaitEndsAndLeavesNoPlaceBehind() throws Exception {
        Governor governor =
                new Governor(GovernorSettings.ofAgents(1, 1).withQueue(10, LONG), facts);
        AgentPlace held = spawn(governor, "a");
        Cancellation cancellation = new Cancellation();
        Future<AgentPlace> waiting =
                threads.submit(() -> governor.spawn(agentOf("b"), LONG, cancellation));
        await().until(() -> governor.waiting() == 1);
        cancellation.cancel();
        assertThatThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(CancelledException.class);
        held.close();
        assertThat(governor.alive()).isZero();
        assertThat(governor.waiting()).isZero();
    }

    @Test
    void anAgentWaitsUntilTheMachineIsLessBusy() throws Exception {
        Governor governor =
                new Governor(
                        GovernorSettings.ofAgents(9, 9).withMachine(50, null).withQueue(10, LONG),
                        facts.load(80.0, null));
        Future<AgentPlace> waiting = threads.submit(() -> spawn(governor, "a"));
        await().until(() -> governor.waiting() == 1);
        facts.load(20.0, null);
        assertThat(waiting.get(60, TimeUnit.SECONDS).decision().sentence())
                .contains("busy to 20.0 percent");
    }

    @Test
    void moneyThatRunsOutDuringAWaitRefusesAndGivesThePlaceBack() throws Exception {
        Governor governor =
                new Governor(
                        GovernorSettings.ofAgents(1, 1).withQueue(10, LONG), facts.cloud(true));
        AgentPlace held = spawn(governor, "a");
        Future<AgentPlace> waiting = threads.submit(() -> spawn(governor, "b"));
        await().until(() -> governor.waiting() == 1);
        facts.money(5, 5);
        held.close();
        assertThatThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(AgentRefusedException.class)
                .hasMessageContaining("is used up");
        assertThat(governor.alive()).isZero();
    }

    @Test
    void everyDecisionIsTold() throws Exception {
        Governor governor = new Governor(GovernorSettings.ofAgents(1, 1), facts);
        List<String> told = new ArrayList<>();
        governor.addListener(
                (request, decision) -> told.add(request.runId() + " " + decision.approved()));
        try (AgentPlace held = spawn(governor, "a")) {
            assertThat(held.decision().approved()).isTrue();
            assertThatThrownBy(() -> spawn(governor, "b"))
                    .isInstanceOf(AgentRefusedException.class);
        }
        assertThat(governor.evaluate(agentOf("c")).approved()).isTrue();
        assertThat(told).containsExactly("a true", "b false");
    }
}
