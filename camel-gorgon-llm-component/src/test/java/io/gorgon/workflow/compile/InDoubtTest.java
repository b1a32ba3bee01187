package io.gorgon.workflow.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.ModelTier;
import io.gorgon.workflow.step.StepTypes;
import io.gorgon.yaml.PositionedYaml;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of a step in doubt, as the compiled route says it of each step. */
class InDoubtTest {

    private static final WorkflowCompiler COMPILER =
            new WorkflowCompiler(StepTypes.installed(), role -> ModelTier.STANDARD);

    /** By the name of the bean, without the workflow. */
    private static Map<String, String> inDoubt(String steps) {
        String text = COMPILER.compile(Drafts.workflow("w", "steps: [" + steps + "]"));
        Map<String, String> words = new TreeMap<>();
        for (JsonNode bean : PositionedYaml.parse(text).tree().at("/0/beans")) {
            JsonNode word = bean.at("/properties/onInDoubt");
            if (!word.isMissingNode()) {
                words.put(bean.path("name").asText().substring(2), word.asText());
            }
        }
        return words;
    }

    @Test
    void aStepThatSaysNothingHasNoWord() {
        assertThat(inDoubt("{id: a, type: llm, params: {prompt: Hi}}")).isEmpty();
    }

    @Test
    void aStepHasItsOwnWord() {
        assertThat(
                        inDoubt(
                                "{id: a, type: llm, params: {prompt: Hi}, on_in_doubt: fail},"
                                        + "{id: b, type: to, params: {uri: 'mock:x'}, on_in_doubt:"
                                        + " retry}"))
                .isEqualTo(Map.of("a", "fail", "b", "retry"));
    }

    @Test
    void aStepOfWhichNothingCanBeInDoubtHasNone() {
        assertThat(inDoubt("{id: a, type: set, params: {x: 1}, on_in_doubt: ask}")).isEmpty();
    }

    @Test
    void anItemHasThatOfItsTemplate() {
        assertThat(
                        inDoubt(
                                "{id: a, type: fan_out, on_in_doubt: fail, params: {items: [1],"
                                        + " step_template: {type: llm, params: {prompt: Hi},"
                                        + " on_in_doubt: ask}}}"))
                .isEqualTo(Map.of("a.item", "ask"));
    }

    @Test
    void anItemWhoseTemplateSaysNothingHasThatOfTheFanOut() {
        assertThat(
                        inDoubt(
                                "{id: a, type: fan_out, on_in_doubt: fail, params: {items: [1],"
                                        + " step_template: {type: llm, params: {prompt: Hi}}}}"))
                .isEqualTo(Map.of("a.item", "fail"));
    }

    @Test
    void bothStepsOfAMapReduceHaveItsWord() {
        assertThat(
                        inDoubt(
                                "{id: a, type: map_reduce, on_in_doubt: ask, params: {items: [1],"
                                        + " map_step: {type: llm, params: {prompt: Hi}}, reduce_step:"
                                        + " {type: llm, params: {prompt: Hi}, on_in_doubt: retry}}}"))
                .isEqualTo(Map.of("a.map.item", "ask", "a.reduce", "retry"));
    }

    @Test
    void aFallbackHasTheWordOfItsStepUnlessItHasItsOwn() {
        String step =
                "{id: a, type: llm, params: {prompt: Hi}, on_in_doubt: ask, on_failure: fallback,"
                        + " fallback: {step: {id: f, type: to, params: {uri: 'mock:x'}%s}}}";
        assertThat(inDoubt(step.formatted("")))
                .isEqualTo(Map.of("a", "ask", "a.fallback.f", "ask"));
        assertThat(inDoubt(step.formatted(", on_in_doubt: fail")))
                .isEqualTo(Map.of("a", "ask", "a.fallback.f", "fail"));
    }

    @Test
    void stepsOfALoopHaveThatOfTheNearestStepAroundThem() {
        assertThat(
                        inDoubt(
                                "{id: a, type: parallel, on_in_doubt: fail, params: {steps: [{id:"
                                        + " l, type: loop, on_in_doubt: ask, params: {count: 2,"
                                        + " steps: [{id: b, type: llm, params: {prompt: Hi}}]}}, {id:"
                                        + " c, type: llm, params: {prompt: Hi}}]}}"))
                .isEqualTo(Map.of("a.l.b", "ask", "a.c", "fail"));
    }
}
