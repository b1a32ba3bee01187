package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunsAtTheSameTimeTest {

    private static final int RUNS = 50;

    private final WorkflowRunner runner = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void fiftyRunsOfOneWorkflowNeverMix() throws Exception {
        ScriptedStep.script("p/a", call -> "a of " + call.variable("who"));
        ScriptedStep.script("p/b", call -> call.variable("va") + ", b of " + call.variable("who"));
        for (int i = 0; i < 4; i++) {
            ScriptedStep.script(
                    "p/f[" + i + "]",
                    call -> call.variable("item") + " of " + call.variable("who"));
        }
        String address =
                runner.load(
                        "w.yaml",
                        """
                        name: W
                        inputs: {who: {type: string, required: true}}
                        outputs: [who, va, vb, all, count]
                        steps:
                          - id: p
                            type: parallel
                            params:
                              steps:
                                - {id: a, type: scripted, outputs: [va]}
                                - {id: b, type: scripted, outputs: [vb], depends_on: a}
                                - id: f
                                  type: fan_out
                                  params:
                                    items: ["x ${who}", y, z, last]
                                    max_concurrent: 2
                                    step_template: {type: scripted}
                                  outputs: [all]
                          - {id: s, type: set, params: {count: "${all.length}"}}
                        """,
                        Set.of());
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(RUNS);
        try {
            List<Future<Ran>> runs = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                Map<String, Object> inputs = Map.of("who", "run " + i);
                runs.add(
                        threads.submit(
                                () -> {
                                    go.await();
                                    return runner.send(address, inputs, Map.of(), runner.options());
                                }));
            }
            go.countDown();
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < RUNS; i++) {
                Ran ran = runs.get(i).get(60, TimeUnit.SECONDS);
                String who = "run " + i;
                assertThat(ran.result().error()).isNull();
                assertThat(ran.result().outputs())
                        .containsEntry("who", who)
                        .containsEntry("va", "a of " + who)
                        .containsEntry("vb", "a of " + who + ", b of " + who)
                        .containsEntry("count", 4)
                        .containsEntry(
                                "all",
                                List.of(
                                        "x " + who + " of " + who,
                                        "y of " + who,
                                        "z of " + who,
                                        "last of " + who));
                assertThat(ran.result().steps()).hasSize(9);
                ids.add(ran.result().runId());
            }
            assertThat(ids).hasSize(RUNS);
        } finally {
            threads.shutdownNow();
        }
    }
}
