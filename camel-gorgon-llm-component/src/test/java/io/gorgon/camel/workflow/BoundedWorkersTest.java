package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedWorkersTest {

    private final WorkflowRunner runner = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        runner.close();
    }

    private static List<Integer> items(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static final String FAN_OUT =
            """
            name: W
            inputs: {lst: {type: list, required: true}}
            steps:
              - id: f
                type: fan_out
                params:
                  items: ${lst}
                  max_concurrent: 3
                  step_template: {type: scripted, max_retries: 0}
            """;

    @Test
    void aFanOutReachesItsLimitAndNeverExceedsIt() {
        Crowd crowd = new Crowd(3);
        items(40).forEach(item -> ScriptedStep.script("f[" + item + "]", crowd.joins()));

        Ran ran = runner.run(FAN_OUT, Map.of("lst", items(40)));

        assertThat(ran.result().error()).isNull();
        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(crowd.most()).isEqualTo(3);
    }

    @Test
    void aParallelBlockReachesItsLimitAndNeverExceedsIt() {
        Crowd crowd = new Crowd(2);
        List.of("a", "b", "c", "d").forEach(it -> ScriptedStep.script("p/" + it, crowd.joins()));

        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: p
                            type: parallel
                            params:
                              max_workers: 2
                              fail_fast: true
                              steps:
                                - {id: a, type: scripted, max_retries: 0}
                                - {id: b, type: scripted, max_retries: 0}
                                - {id: c, type: scripted, max_retries: 0}
                                - {id: d, type: scripted, max_retries: 0}
                        """);

        assertThat(ran.result().error()).isNull();
        assertThat(crowd.most()).isEqualTo(2);
    }

    @Test
    void aStepThatHasWaitedForOthersDoesNotRunBesideAsManyAsAreAllowed() {
        Milestones milestones = new Milestones();
        Crowd crowd = new Crowd(1);
        ScriptedStep.script("p/a", milestones.endsAfterBeginOf("p/c"));
        for (String step : List.of("b", "d", "e", "f")) {
            ScriptedStep.script("p/" + step, crowd.joins());
        }
        ScriptedStep.Script inCrowd = crowd.joins();
        ScriptedStep.script(
                "p/c",
                call -> {
                    Object answer = inCrowd.answer(call);
                    milestones.awaitEnded("p/a");
                    return answer;
                });

        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: p
                            type: parallel
                            params:
                              max_workers: 2
                              fail_fast: true
                              steps:
                                - {id: a, type: scripted}
                                - {id: b, type: scripted, depends_on: a}
                                - {id: c, type: scripted}
                                - {id: d, type: scripted, depends_on: a}
                                - {id: e, type: scripted, depends_on: a}
                                - {id: f, type: scripted}
                        """,
                        Map.of(),
                        milestones.options());

        assertThat(ran.result().error()).isNull();
        assertThat(crowd.most()).isLessThanOrEqualTo(2);
    }

    @Test
    void withOnePlaceStepsThatWaitForEachOtherStillComeToAnEnd() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        settings: {auto_parallel: true, auto_parallel_max_workers: 1}
                        steps:
                          - {id: d, type: scripted, depends_on: [c, b]}
                          - {id: c, type: scripted, depends_on: [b]}
                          - {id: b, type: scripted, depends_on: [a]}
                          - {id: e, type: scripted, depends_on: [a]}
                          - {id: a, type: scripted}
                        """);

        assertThat(ran.result().error()).isNull();
        assertThat(ran.result().usage().tokens()).isEqualTo(5);
    }

    @Test
    void fanOutsInsideEachOtherWithOnePlaceEachCannotBlockEachOther() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [all]
                        steps:
                          - id: f
                            type: fan_out
                            params:
                              items: [a, b, c]
                              max_concurrent: 1
                              step_template:
                                type: fan_out
                                outputs: [inner]
                                params:
                                  items: [x, y]
                                  max_concurrent: 1
                                  step_template:
                                    type: parallel
                                    outputs: [successful]
                                    params:
                                      max_workers: 1
                                      steps:
                                        - {id: s, type: scripted}
                                        - {id: t, type: scripted, depends_on: s}
                            outputs: [all]
                        """);

        assertThat(ran.result().error()).isNull();
        List<List<String>> both = List.of(List.of("s", "t"), List.of("s", "t"));
        assertThat(ran.output("all")).isEqualTo(List.of(both, both, both));
        assertThat(ran.result().usage().tokens()).isEqualTo(12);
    }

    @Test
    void twoRunsOfOneWorkflowDoNotWaitForEachOthersPlaces() throws Exception {
        Crowd crowd = new Crowd(6);
        items(3).forEach(item -> ScriptedStep.script("f[" + item + "]", crowd.joins()));
        String address = runner.load("w.yaml", FAN_OUT, Set.of());
        Map<String, Object> body = Map.of("lst", items(3));

        CompletableFuture<Ran> other =
                CompletableFuture.supplyAsync(
                        () -> runner.send(address, body, Map.of(), runner.options()));
        Ran one = runner.send(address, body, Map.of(), runner.options());

        assertThat(one.result().error()).isNull();
        assertThat(other.get(30, TimeUnit.SECONDS).result().error()).isNull();
        assertThat(crowd.most()).isEqualTo(6);
    }

    @Test
    void tenThousandItemsNeedNeitherThreadsNorExchangesOfTheirOwn() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        int count = 10_000;
        for (int i = 0; i < count; i++) {
            ScriptedStep.script(
                    "f[" + i + "]",
                    call -> {
                        threads.add(Thread.currentThread());
                        return call.variable("index");
                    });
        }
        String yaml =
                FAN_OUT.replace("params:", "outputs: [all]\n    params:") + "outputs: [all]\n";

        Ran ran = runner.run(yaml, Map.of("lst", items(count)));

        assertThat(ran.result().error()).isNull();
        assertThat(ran.output("all")).isEqualTo(items(count));
        assertThat(threads).hasSizeLessThanOrEqualTo(50);
    }
}
