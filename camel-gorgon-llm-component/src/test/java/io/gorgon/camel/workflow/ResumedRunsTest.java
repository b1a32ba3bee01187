package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.journal.Journal;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedRunsTest {

    @TempDir private Path folder;
    private DurableRunner runner;
    private final Queue<String> done = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void start() {
        runner = new DurableRunner(folder, config());
    }

    String config() {
        return DurableRunner.CONFIG;
    }

    @AfterEach
    void close() {
        runner.close();
    }

    private void counted(String... paths) {
        for (String path : paths) {
            ScriptedStep.script(
                    path,
                    call -> {
                        done.add(path);
                        return Map.of("response", "R-" + path);
                    });
        }
    }

    private static Map<String, Boolean> fromJournal(RunResult result) {
        return result.steps().stream()
                .collect(Collectors.toMap(StepResult::path, StepResult::fromJournal));
    }

    @Test
    void stepsThatAreDoneAreNotDoneAgain() throws Exception {
        counted("a", "c");
        runner.cutShortAt(
                "b",
                """
                name: W
                outputs: [x, y, z]
                steps:
                  - {id: a, type: scripted, outputs: [x]}
                  - {id: b, type: scripted, outputs: [y], on_in_doubt: retry}
                  - {id: c, type: scripted, outputs: [z], condition: {field: x, operator: equals, value: R-a}}
                """,
                Map.of());
        counted("b");

        RunResult result = runner.resume(runner.runId());

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(result.outputs()).isEqualTo(Map.of("x", "R-a", "y", "R-b", "z", "R-c"));
        assertThat(done).containsExactly("a", "b", "c");
        assertThat(fromJournal(result)).isEqualTo(Map.of("a", true, "b", false, "c", false));
    }

    @Test
    void itemsBranchesAndRoundsThatAreDoneAreNotDoneAgain() throws Exception {
        counted("each[0]", "each[1]", "each[2]", "both/left", "again#1/round");
        runner.cutShortAt(
                "again#2/round",
                """
                name: W
                outputs: [items, l, last]
                steps:
                  - id: each
                    type: fan_out
                    params: {items: [p, q, r], max_concurrent: 1, step_template: {type: scripted}}
                    outputs: [items]
                  - id: both
                    type: parallel
                    params:
                      steps:
                        - {id: left, type: scripted, outputs: [l]}
                        - {id: right, type: set, params: {values: {k: v}}}
                  - id: again
                    type: loop
                    params:
                      count: 3
                      steps: [{id: round, type: scripted, outputs: [last], on_in_doubt: retry}]
                """,
                Map.of());
        counted("again#2/round", "again#3/round");

        RunResult result = runner.resume(runner.runId());

        assertThat(result.error()).isNull();
        assertThat(result.outputs())
                .containsEntry("items", List.of("R-each[0]", "R-each[1]", "R-each[2]"))
                .containsEntry("l", "R-both/left")
                .containsEntry("last", "R-again#3/round");
        assertThat(done)
                .containsExactlyInAnyOrder(
                        "each[0]",
                        "each[1]",
                        "each[2]",
                        "both/left",
                        "again#1/round",
                        "again#2/round",
                        "again#3/round");
    }

    @Test
    void itemsOfAFanOutThatWasCutShortAreDoneOnce() throws Exception {
        counted("each[0]", "each[1]");
        runner.cutShortAt(
                "each[2]",
                """
                name: W
                outputs: [items]
                steps:
                  - id: each
                    type: fan_out
                    params:
                      items: [p, q, r, s]
                      max_concurrent: 1
                      step_template: {type: scripted, on_in_doubt: retry}
                    outputs: [items]
                """,
                Map.of());
        counted("each[2]", "each[3]");

        RunResult result = runner.resume(runner.runId());

        assertThat(result.outputs())
                .containsEntry(
                        "items", List.of("R-each[0]", "R-each[1]", "R-each[2]", "R-each[3]"));
        assertThat(done).containsExactly("each[0]", "each[1]", "each[2]", "each[3]");
    }

    @Test
    void aFailureThatWasAllowedStaysAFailure() throws Exception {
        ScriptedStep.script("shaky", Scripts.alwaysFails());
        ScriptedStep.script("replaced", Scripts.alwaysFails());
        runner.cutShortAt(
                "b",
                """
                name: W
                outputs: [x, y]
                steps:
                  - {id: shaky, type: scripted, outputs: [x], on_failure: skip, max_retries: 0}
                  - id: replaced
                    type: scripted
                    outputs: [y]
                    max_retries: 0
                    on_failure: fallback
                    fallback: {type: default_value, value: instead}
                  - {id: b, type: scripted, on_in_doubt: retry}
                """,
                Map.of());
        counted("shaky", "replaced", "b");

        RunResult result = runner.resume(runner.runId());

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(done).containsExactly("b");
        assertThat(result.steps())
                .filteredOn(step -> step.path().equals("shaky"))
                .extracting(StepResult::status)
                .containsExactly(StepStatus.FAILED);
    }

    @Test
    void aPersonIsAskedWhetherAnEffectInDoubtMayHappenAgain() throws Exception {
        runner.cutShortAt(
                "pay",
                """
                name: W
                outputs: [o]
                steps:
                  - {id: pay, type: scripted, outputs: [o]}
                """,
                Map.of());
        counted("pay");
        String runId = runner.runId();
        RunResult asked = runner.resume(runId);
        assertThat(asked.status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
        assertThat(done).isEmpty();
        assertThat(asked.approvals().get(0).prompt()).contains("'pay'").contains("done again");
        Journal journal = WorkflowRuns.of(runner.application().camel()).journal();

        journal.decide(asked.approvals().get(0).token(), true, "ann", null);
        RunResult result = runner.resume(runId);

        assertThat(result.outputs()).isEqualTo(Map.of("o", "R-pay"));
        assertThat(done).containsExactly("pay");
    }

    @Test
    void anEffectInDoubtFailsWhereTheStepSaysSo() throws Exception {
        runner.cutShortAt(
                "pay",
                """
                name: W
                steps:
                  - {id: pay, type: scripted, on_in_doubt: fail, max_retries: 0}
                """,
                Map.of());
        counted("pay");

        RunResult result = runner.resume(runner.runId());

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.error()).contains("pay").contains("on_in_doubt is fail");
        assertThat(done).isEmpty();
    }

    @Test
    void aRunThatFailedGoesOnWithWhatHasFailed() throws Exception {
        counted("a");
        ScriptedStep.script("b", Scripts.alwaysFails());
        String yaml =
                """
                name: W
                outputs: [x, y]
                steps:
                  - {id: a, type: scripted, outputs: [x]}
                  - {id: b, type: scripted, outputs: [y], max_retries: 0}
                """;
        assertThat(runner.application().run(yaml).result().status()).isEqualTo(RunStatus.FAILED);
        counted("b");

        RunResult result = runner.resume(runner.runId());

        assertThat(result.outputs()).isEqualTo(Map.of("x", "R-a", "y", "R-b"));
        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void aStepHasTheTriesThatAreLeftOfIt() throws Exception {
        runner.cutShortAt(
                "shaky",
                2,
                """
                name: W
                steps:
                  - {id: shaky, type: scripted, max_retries: 3, on_in_doubt: retry}
                """,
                Map.of());
        ScriptedStep.script("shaky", Scripts.alwaysFails());

        RunResult result = runner.resume(runner.runId());

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.steps().get(0).attempts()).isEqualTo(4);
        assertThat(runner.application().pauses()).hasSize(1);
    }
}
