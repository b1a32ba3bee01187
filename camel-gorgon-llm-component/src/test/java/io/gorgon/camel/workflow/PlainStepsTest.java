package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps set, wait, validate, embed and checkpoint. */
class PlainStepsTest {

    private final WorkflowRunner workflows = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        workflows.close();
    }

    private Ran run(String outputs, String step, Map<String, Object> inputs) {
        return workflows.run(
                "{name: t, outputs: [%s], steps: [{id: a, %s}]}".formatted(outputs, step), inputs);
    }

    @Test
    void setGivesEachParameterAsAVariable() {
        Ran ran =
                run(
                        "x, y, z",
                        "type: set, params: {x: 1, y: 'Hi ${who}', z: {list: '${l}', text: '<${l}>'}}",
                        Map.of("who", "you", "l", List.of(1, 2)));

        assertThat(ran.result().error()).isNull();
        assertThat(ran.result().outputs())
                .containsEntry("x", 1)
                .containsEntry("y", "Hi you")
                .containsEntry("z", Map.of("list", List.of(1, 2), "text", "<[1,2]>"));
    }

    @Test
    void waitLetsTimePassAndTellsHowMuch() {
        Ran ran =
                run(
                        "waited_ms",
                        "type: wait, outputs: [waited_ms], params: {seconds: '${s}'}",
                        Map.of("s", "0.01"));

        assertThat(ran.output("waited_ms")).isEqualTo(10L);
    }

    @Test
    void waitUntilATimeThatIsPastGoesOnAtOnce() {
        Ran ran =
                run(
                        "w",
                        "type: wait, outputs: [w], params: {until: '2020-01-01T00:00:00Z'}",
                        Map.of());

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seconds: '${s}'", "until: '${s}'"})
    void waitRefusesWhatIsNoTimeAtOnce(String params) {
        Ran ran = run("", "type: wait, params: {%s}".formatted(params), Map.of("s", "soon"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().steps().get(0).attempts()).isEqualTo(1);
    }

    @Test
    void validateLetsThroughWhatObeysTheSchema() {
        Ran ran =
                run(
                        "order",
                        "type: validate, outputs: [order], params: {value: '${o}', schema: {type:"
                                + " object, required: [id]}}",
                        Map.of("o", Map.of("id", 7)));

        assertThat(ran.result().error()).isNull();
        assertThat(ran.output("order")).isEqualTo(Map.of("id", 7));
    }

    @Test
    void validateFailsAtOnceForWhatDoesNot() {
        Ran ran =
                run(
                        "",
                        "type: validate, params: {value: '${o}', schema: {type: object, required:"
                                + " [id]}}",
                        Map.of("o", Map.of("name", "x")));

        assertThat(ran.result().error())
                .startsWith("Step 'a' failed: the value does not obey the schema")
                .contains("id");
        assertThat(workflows.pauses()).isEmpty();
    }

    @Test
    void embedMakesAVectorOfATextAndAListOfThemOfAList() {
        Ran one = run("v", "type: embed, outputs: [v], params: {text: '${t}'}", Map.of("t", "hi"));
        Ran two =
                run(
                        "v",
                        "type: embed, outputs: [v], params: {text: ['${t}', other]}",
                        Map.of("t", "hi"));

        assertThat(one.result().error()).isNull();
        assertThat((List<?>) one.output("v"))
                .isNotEmpty()
                .allSatisfy(number -> assertThat(number).isInstanceOf(Number.class));
        assertThat((List<?>) two.output("v")).hasSize(2);
        assertThat(((List<?>) two.output("v")).get(0)).isEqualTo(one.output("v"));
        assertThat(one.result().usage().tokens()).isPositive();
        assertThat(one.result().steps().get(0).provider()).isEqualTo("mock");
    }

    @Test
    void embedTakesAListFromAVariable() {
        Ran ran =
                run(
                        "v",
                        "type: embed, outputs: [v], params: {text: '${texts}'}",
                        Map.of("texts", List.of("a", "b", "c")));

        assertThat(ran.result().error()).isNull();
        assertThat((List<?>) ran.output("v")).hasSize(3);
    }

    @Test
    void aCheckpointTellsWhereTheRunIs() {
        Ran ran = run("m", "type: checkpoint, outputs: [m], params: {message: half way}", Map.of());

        assertThat(ran.result().steps().get(0).answer())
                .containsEntry("checkpoint", "a")
                .containsEntry("message", "half way");
    }
}
