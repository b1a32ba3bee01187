package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FanOutRunTest {

    private final WorkflowRunner runner = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        runner.close();
    }

    private static StepResult step(Ran ran, String path) {
        return ran.result().steps().stream()
                .filter(step -> step.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + path));
    }

    @Test
    void eachItemIsAskedForWithItsIndexAndTheVariablesOfTheRun() {
        ScriptedModel model =
                new ScriptedModel(request -> "<" + ScriptedModel.prompt(request) + ">");
        try (WorkflowRunner asking = WorkflowRunner.with(model)) {
            Ran ran =
                    asking.run(
                            """
                            name: W
                            inputs: {s: {type: string, required: true}}
                            outputs: [all]
                            steps:
                              - id: f
                                type: fan_out
                                params:
                                  items: [a, b]
                                  step_template: {type: llm, params: {prompt: "P ${item} ${index} ${s}"}}
                                outputs: [all]
                            """,
                            Map.of("s", "S"));

            assertThat(model.prompts()).containsExactlyInAnyOrder("P a 0 S", "P b 1 S");
            assertThat(ran.output("all")).isEqualTo(List.of("<P a 0 S>", "<P b 1 S>"));
            assertThat(ran.result().usage().tokens()).isEqualTo(30);
        }
    }

    private static final String ALL_KEYS =
            """
            name: W
            inputs: {lst: {type: list, required: true}}
            outputs: [results, detailed_results, errors, successful, failed, cancelled, tokens_used, duration_ms]
            steps:
              - id: f
                type: fan_out
                params:
                  items: ${lst}
                  max_concurrent: 3
                  step_template: {type: scripted, max_retries: 0}
                outputs: [results, detailed_results, errors, successful, failed, cancelled, tokens_used, duration_ms]
            """;

    @Test
    void resultsAreInTheOrderOfTheItemsWhateverTheOrderInWhichTheyEnd() {
        Milestones milestones = new Milestones();
        ScriptedStep.script("f[0]", milestones.endsAfter("f[1]"));
        ScriptedStep.script("f[1]", milestones.endsAfter("f[2]"));

        Ran ran = runner.run(ALL_KEYS, Map.of("lst", List.of("a", "b", "c")), milestones.options());

        assertThat(ran.result().error()).isNull();
        assertThat(ran.result().outputs())
                .contains(
                        entry("results", List.of("f[0]", "f[1]", "R-f[2]")),
                        entry("successful", 3),
                        entry("failed", 0),
                        entry("cancelled", 0),
                        entry("errors", List.of()),
                        entry("tokens_used", 1L),
                        entry("duration_ms", 0L));
        assertThat((List<?>) ran.output("detailed_results"))
                .map(detail -> ((Map<?, ?>) detail).get("item"))
                .isEqualTo(List.of("a", "b", "c"));
    }

    @Test
    void itemsKeepTheirTypes() {
        List<Object> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ScriptedStep.script(
                    "f[" + i + "]",
                    call -> {
                        synchronized (seen) {
                            seen.add(call.variable("item"));
                        }
                        return "x";
                    });
        }

        runner.run(ALL_KEYS, Map.of("lst", List.of(1, "two", true, Map.of("k", List.of(4)))));

        assertThat(seen).containsExactlyInAnyOrder(1, "two", true, Map.of("k", List.of(4)));
    }

    @Test
    void aFailedItemKeepsItsPlaceWithItsError() {
        ScriptedStep.script("f[1]", Scripts.alwaysFails());

        Ran ran = runner.run(ALL_KEYS, Map.of("lst", List.of("a", "b", "c")));

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.result().outputs())
                .contains(
                        entry("results", List.of("R-f[0]", Map.of("error", "boom"), "R-f[2]")),
                        entry("successful", 2),
                        entry("failed", 1),
                        entry("errors", List.of(Map.of("task_id", "f_item_1", "error", "boom"))));
        assertThat((List<?>) ran.output("detailed_results"))
                .map(detail -> ((Map<?, ?>) detail).get("index"))
                .isEqualTo(List.of(0, 2));
        assertThat(step(ran, "f[1]").status()).isEqualTo(StepStatus.FAILED);
    }

    @Test
    void theStepFailsWhenAllItsItemsFail() {
        ScriptedStep.script("f[0]", Scripts.alwaysFails());
        ScriptedStep.script("f[1]", Scripts.alwaysFails());

        Ran ran = runner.run(ALL_KEYS, Map.of("lst", List.of("a", "b")));

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error())
                .isEqualTo("Step 'f' failed: 2 of 2 items failed; item 0: boom");
    }

    @Test
    void anEmptyListGivesNoResults() {
        Ran ran = runner.run(ALL_KEYS, Map.of("lst", List.of()));

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.result().outputs())
                .contains(
                        entry("results", List.of()),
                        entry("successful", 0),
                        entry("failed", 0),
                        entry("tokens_used", 0L));
    }

    @Test
    void theListMayStandInTheFileAndTheFirstOutputIsItsResults() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        inputs: {x: {type: string, required: true}}
                        outputs: [mine]
                        steps:
                          - id: f
                            type: fan_out
                            params:
                              items: ["${x}", 2]
                              step_template: {type: scripted}
                            outputs: [mine]
                        """,
                        Map.of("x", "one"));

        assertThat(ran.output("mine")).isEqualTo(List.of("R-f[0]", "R-f[1]"));
        assertThat(((Map<?, ?>) ((List<?>) step(ran, "f").answer().get("detailed_results")).get(0)))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("item", "one");
    }

    @Test
    void whatIsNoListFailsTheStep() {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("${x}", "fan_out items must be a list");
        wrong.put("mixed ${x}", "fan_out items must be a list");
        wrong.put("${nothing}", "fan_out items must be a list, but they are missing");
        int number = 0;
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            String file = "w" + number++ + ".yaml";
            String address =
                    runner.load(
                            file,
                            """
                            name: W
                            inputs: {x: {type: string}, nothing: {type: list, required: false}}
                            steps:
                              - id: f
                                type: fan_out
                                params: {items: "%s", step_template: {type: scripted}}
                            """
                                    .formatted(each.getKey()),
                            Set.of());

            Ran ran = runner.send(address, Map.of("x", "text"), Map.of(), runner.options());

            assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
            assertThat(ran.result().error()).contains(each.getValue());
            assertThat(step(ran, "f").attempts()).isEqualTo(1);
        }
    }

    @Test
    void aMissingTemplateAndAnUnknownListAreFoundBeforeAnythingRuns() {
        assertThat(
                        runner.errors(
                                """
                                name: W
                                steps:
                                  - {id: f, type: fan_out, params: {items: [a]}}
                                """))
                .singleElement()
                .asString()
                .contains("step_template");
        assertThat(
                        runner.errors(
                                """
                                name: W
                                steps:
                                  - id: f
                                    type: fan_out
                                    params: {items: "${unknown}", step_template: {type: scripted}}
                                """))
                .singleElement()
                .asString()
                .contains("unknown");
    }
}
