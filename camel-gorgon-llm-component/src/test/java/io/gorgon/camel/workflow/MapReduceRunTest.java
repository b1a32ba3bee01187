package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MapReduceRunTest {

    private final ScriptedModel model =
            new ScriptedModel(request -> "<" + ScriptedModel.prompt(request) + ">");
    private final WorkflowRunner runner = WorkflowRunner.with(model);

    @AfterEach
    void close() {
        runner.close();
    }

    private Ran fanIn(String params, Map<String, Object> inputs) {
        return runner.run(
                """
                name: W
                inputs: {x: {type: string, default: X}, lst: {type: list, default: [a, 1]}}
                outputs: [joined, aggregation_type, item_count]
                steps:
                  - id: j
                    type: fan_in
                    params: {%s}
                    outputs: [joined, aggregation_type, item_count]
                """
                        .formatted(params),
                inputs);
    }

    @Test
    void aListIsJoinedAsText() {
        assertThat(fanIn("input: \"${lst}\"", Map.of()).result().outputs())
                .contains(
                        entry("joined", "a\n1"),
                        entry("aggregation_type", "concat"),
                        entry("item_count", 2));
    }

    @Test
    void theSeparatorIsHonouredAndASingleValueIsAListOfOne() {
        assertThat(fanIn("input: [a, b], separator: \", \"", Map.of()).output("joined"))
                .isEqualTo("a, b");
    }

    @Test
    void aSingleValueIsAListOfOne() {
        assertThat(fanIn("input: \"${x}\"", Map.of()).result().outputs())
                .contains(entry("joined", "X"), entry("item_count", 1));
    }

    @Test
    void anEmptyListIsAnEmptyText() {
        assertThat(fanIn("input: \"${lst}\"", Map.of("lst", List.of())).result().outputs())
                .contains(entry("joined", ""), entry("item_count", 0));
    }

    @Test
    void unknownWaysToAggregateAndMissingPartsAreFoundBeforeAnythingRuns() {
        assertThat(errors("fan_in", "{input: [a], aggregation: magic}")).contains("magic");
        assertThat(errors("fan_in", "{input: [a], aggregation: custom}")).contains("callback");
        assertThat(errors("map_reduce", "{items: [a], reduce_step: {type: concat}}"))
                .contains("map_step");
        assertThat(errors("map_reduce", "{items: [a], map_step: {type: scripted}}"))
                .contains("reduce_step");
    }

    private String errors(String type, String params) {
        return String.join(
                "; ",
                runner.errors(
                        """
                        name: W
                        steps:
                          - {id: j, type: %s, params: %s}
                        """
                                .formatted(type, params)));
    }

    @Test
    void aModelGetsTheItemsWithALineBetweenThem() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        inputs: {x: {type: string, default: X}}
                        outputs: [sum]
                        steps:
                          - id: j
                            type: fan_in
                            params: {input: [a, b], aggregation: claude_code, aggregate_prompt: "${x}: ${items}"}
                            outputs: [sum]
                        """);

        assertThat(model.prompts()).containsExactly("X: a\n---\nb");
        assertThat(ran.output("sum")).isEqualTo("<X: a\n---\nb>");
        assertThat(ran.result().usage().tokens()).isEqualTo(15);
    }

    private Ran mapReduce(String more, String reduce, List<?> items) {
        return runner.run(
                """
                name: W
                inputs: {lst: {type: list, required: true}}
                outputs: [sum, map_results, map_successful, map_failed, tokens_used]
                steps:
                  - id: m
                    type: map_reduce
                    params:
                      items: ${lst}
                %s
                      map_step: {type: scripted, max_retries: 0}
                      reduce_step: %s
                    outputs: [sum, map_results, map_successful, map_failed, tokens_used]
                """
                        .formatted(more.indent(6).stripTrailing(), reduce),
                Map.of("lst", items));
    }

    private static final String SUM_UP = "{type: llm, params: {prompt: \"All: ${map_results}\"}}";

    @Test
    void theLastStepGetsAllResultsAndTokensAreThoseOfBothParts() {
        Ran ran = mapReduce("", SUM_UP, List.of("a", "b"));

        assertThat(ran.result().error()).isNull();
        assertThat(model.prompts()).containsExactly("All: R-map[0]\n---\nR-map[1]");
        assertThat(ran.result().outputs())
                .contains(
                        entry("sum", "<All: R-map[0]\n---\nR-map[1]>"),
                        entry("map_results", List.of("R-map[0]", "R-map[1]")),
                        entry("map_successful", 2),
                        entry("map_failed", 0),
                        entry("tokens_used", 17L));
        assertThat(ran.result().usage().tokens()).isEqualTo(17);
        assertThat(ran.result().steps())
                .extracting(StepResult::path)
                .containsExactlyInAnyOrder("m/map[0]", "m/map[1]", "m/map", "m/reduce", "m");
    }

    @Test
    void withoutItemsTheLastStepRunsOverNothing() {
        Ran ran = mapReduce("", "{type: concat}", List.of());

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("sum")).isEqualTo("");
    }

    @Test
    void theSeparatorOfTheLastStepIsHonoured() {
        Ran ran = mapReduce("", "{type: concat, params: {separator: \",\"}}", List.of("a", "b"));

        assertThat(ran.output("sum")).isEqualTo("R-map[0],R-map[1]");
    }

    @Test
    void aFailedItemDoesNotKeepTheLastStepFromRunning() {
        ScriptedStep.script("m/map[0]", Scripts.alwaysFails());

        Ran ran = mapReduce("", "{type: concat}", List.of("a", "b"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("map_failed")).isEqualTo(1);
    }

    @Test
    void withFailFastAFailedItemFailsTheStep() {
        ScriptedStep.script("m/map[0]", Scripts.alwaysFails());

        Ran ran = mapReduce("fail_fast: true", "{type: concat}", List.of("a", "b"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).startsWith("Step 'm").contains("boom");
    }
}
