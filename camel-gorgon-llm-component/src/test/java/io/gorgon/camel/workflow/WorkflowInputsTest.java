package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.WorkflowFailedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run is given, and how. */
class WorkflowInputsTest {

    private static final String JSON = "application/json; charset=UTF-8";

    private final WorkflowRunner workflows = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        workflows.close();
    }

    private static String asking(String inputs, String outputs) {
        return "{name: t, inputs: {%s}, outputs: [%s], steps: [{id: a, type: scripted}]}"
                .formatted(inputs, outputs);
    }

    @Test
    void aRunWithoutItsRequiredInputsFailsBeforeAnyStepAndNamesThemAll() {
        Ran ran = workflows.run(asking("q: {required: true}, r: {required: true}", "q"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error())
                .contains("Missing required input")
                .contains("q")
                .contains("r");
        assertThat(ran.result().outputs()).isEmpty();
        assertThat(workflows.events()).noneMatch(line -> line.startsWith("started"));
        assertThat(ran.exchange().getException())
                .isInstanceOf(WorkflowFailedException.class)
                .hasMessageContaining("Missing required input");
    }

    @Test
    void aDefaultTakesThePlaceOfARequiredInput() {
        Ran ran = workflows.run(asking("q: {required: true, default: d}", "q"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.result().outputs()).isEqualTo(Map.of("q", "d"));
    }

    @Test
    void aDefaultTakesThePlaceOfAnOptionalInputAsWell() {
        Ran ran = workflows.run(asking("q: {required: false, default: d}", "q"));

        assertThat(ran.result().outputs()).isEqualTo(Map.of("q", "d"));
    }

    @Test
    void aGivenValueStandsAboveTheDefault() {
        Ran ran = workflows.run(asking("q: {default: d}", "q"), Map.of("q", "mine"));

        assertThat(ran.output("q")).isEqualTo("mine");
    }

    @Test
    void aNullIsAValueThatWasGiven() {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("q", null);

        Ran ran = workflows.run(asking("q: {required: true, default: d}", "q"), inputs);

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("q")).isNull();
    }

    @Test
    void inputsThatAreNotDeclaredAreVariablesToo() {
        ScriptedStep.script("a", call -> call.variable("extra"));

        Ran ran =
                workflows.run(
                        "{name: t, outputs: [o, extra],"
                                + " steps: [{id: a, type: scripted, outputs: [o]}]}",
                        Map.of("extra", 7));

        assertThat(ran.result().outputs()).isEqualTo(Map.of("o", 7, "extra", 7));
    }

    @Test
    void valuesBecomeTheTypeOfTheirInput() {
        Ran ran =
                workflows.run(
                        asking(
                                "n: {type: integer}, b: {type: boolean}, l: {type: list},"
                                        + " o: {type: object}",
                                "n, b, l, o"),
                        Map.of("n", "5", "b", "true", "l", "[1, 2]", "o", "{\"k\": \"v\"}"));

        assertThat(ran.result().error()).isNull();
        assertThat(((Number) ran.output("n")).intValue()).isEqualTo(5);
        assertThat(ran.output("b")).isEqualTo(true);
        assertThat(ran.output("l")).isEqualTo(List.of(1, 2));
        assertThat(ran.output("o")).isEqualTo(Map.of("k", "v"));
    }

    @Test
    void aValueThatIsNotOfTheTypeOfItsInputIsRefused() {
        Ran ran = workflows.run(asking("n: {type: number}", "n"), Map.of("n", "abc"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).contains("n").contains("abc");
        assertThat(workflows.events()).noneMatch(line -> line.startsWith("started"));
    }

    @Test
    void headersWithTheNamesOfInputsAreInputs() {
        String address = workflows.load("w.yaml", asking("q: {required: true}", "q"), Set.of());

        Ran ran = workflows.send(address, "ignored", Map.of("q", "by header"), workflows.options());

        assertThat(ran.result().outputs()).isEqualTo(Map.of("q", "by header"));
    }

    @Test
    void theBodyStandsAboveTheHeaders() {
        String address = workflows.load("w.yaml", asking("q: {required: true}", "q"), Set.of());

        Ran ran =
                workflows.send(
                        address, Map.of("q", "body"), Map.of("q", "header"), workflows.options());

        assertThat(ran.output("q")).isEqualTo("body");
    }

    @Test
    void aTextBodyThatSaysItIsJsonGivesTheInputs() {
        String address = workflows.load("w.yaml", asking("n: {type: integer}", "n"), Set.of());

        Ran ran =
                workflows.send(
                        address,
                        "{\"n\": 12}",
                        Map.of(Exchange.CONTENT_TYPE, JSON),
                        workflows.options());

        assertThat(((Number) ran.output("n")).intValue()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"q\": ", "[1]", "null", "", "{\"q\": 1} rest"})
    void aBodyThatSaysItIsJsonAndIsNoJsonObjectFailsTheRun(String body) {
        String address = workflows.load("w.yaml", asking("q: {required: true}", "q"), Set.of());

        Ran ran =
                workflows.send(
                        address, body, Map.of(Exchange.CONTENT_TYPE, JSON), workflows.options());

        assertThat(ran.exchange().getException())
                .isInstanceOf(WorkflowFailedException.class)
                .hasMessageContaining("not a JSON object");
        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(workflows.events()).contains("run ended failed");
    }

    @Test
    void anyOtherBodyIsTheInputOfThatName() {
        String address = workflows.load("w.yaml", asking("body: {type: string}", "body"), Set.of());

        Ran ran = workflows.send(address, "a letter", Map.of(), workflows.options());

        assertThat(ran.output("body")).isEqualTo("a letter");
    }

    @Test
    void headersOfTheCallerSurviveAndTellWhatBecameOfTheRun() {
        ScriptedStep.script("a", Scripts.answers("fine", 7));
        String address = workflows.load("w.yaml", asking("q: {}", "q"), Set.of());

        Ran ran =
                workflows.send(
                        address,
                        Map.of("q", "x"),
                        Map.of("JMSCorrelationID", "id-1", "JMSReplyTo", "queue"),
                        workflows.options());

        assertThat(ran.exchange().getMessage().getHeaders())
                .containsEntry("JMSCorrelationID", "id-1")
                .containsEntry("JMSReplyTo", "queue")
                .containsEntry(WorkflowConstants.RUN_ID, ran.result().runId())
                .containsEntry(WorkflowConstants.STATUS, "success")
                .containsEntry(WorkflowConstants.TOKENS, 7L)
                .containsKey(WorkflowConstants.COST_USD)
                .doesNotContainKey(WorkflowConstants.ERROR)
                .doesNotContainKey("CamelGorgonLlmStepId");
        assertThat(ran.exchange().getMessage().getBody()).isEqualTo(Map.of("q", "x"));
    }
}
