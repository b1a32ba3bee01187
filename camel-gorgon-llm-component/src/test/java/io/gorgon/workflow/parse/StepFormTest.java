package io.gorgon.workflow.parse;

import static io.gorgon.workflow.parse.Parsing.errors;
import static io.gorgon.workflow.parse.Parsing.parse;
import static io.gorgon.workflow.parse.Parsing.placedErrors;
import static io.gorgon.workflow.parse.Parsing.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.workflow.model.OnFailure;
import io.gorgon.workflow.model.OnInDoubt;
import io.gorgon.workflow.model.StepOutput;
import io.gorgon.workflow.model.Workflow;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepFormTest {
    @Test
    void stepsAreNamedByIdOrByNumberInTheOrderOfTheFile() {
        assertThat(errors("{name: t, steps: [{type: shell}, {id: b}, {id: c, type: zzz}]}"))
                .satisfiesExactly(
                        one -> assertThat(one).isEqualTo("Step 1: missing required field 'id'"),
                        two -> assertThat(two).isEqualTo("Step 'b': missing required field 'type'"),
                        three -> assertThat(three).startsWith("Step 'c': invalid type 'zzz'; use"));
    }

    @Test
    void aTypeThatIsAlmostRightIsRecognized() {
        assertThat(errors("{name: t, steps: [{id: a, type: paralell}]}"))
                .containsExactly("Step 'a': invalid type 'paralell'; did you mean 'parallel'?");
    }

    @Test
    void eachIdThatIsThereAlreadyIsAnError() {
        String step = "{id: a, type: checkpoint}";
        assertThat(errors("{name: t, steps: [" + step + "," + step + "," + step + "]}"))
                .containsExactly("Duplicate step ID: a", "Duplicate step ID: a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ä", "a/b", "${a}"})
    void idsHaveLettersDigitsAndAFewMarks(String id) {
        assertThat(errors("{name: t, steps: [{id: '" + id + "', type: checkpoint}]}"))
                .singleElement()
                .asString()
                .contains("'id' may have letters, digits, '_', '-' and '.' only");
    }

    @Test
    void aBlankIdIsAnError() {
        assertThat(errors("{name: t, steps: [{id: '', type: checkpoint}]}"))
                .containsExactly("Step 1: 'id' must be a non-empty string");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"github", "notion", "gmail", "slack", "calendar", "browser", "nonsense"})
    void whatNobodyCanRunIsNoType(String type) {
        assertThat(errors("{name: t, steps: [{id: a, type: " + type + "}]}"))
                .singleElement()
                .asString()
                .startsWith("Step 'a': invalid type '" + type + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "abort, ABORT",
        "skip, SKIP",
        "retry, RETRY",
        "fallback, FALLBACK",
        "continue_with_default, CONTINUE_WITH_DEFAULT"
    })
    void allWordsForFailuresAreUnderstood(String word, OnFailure meaning) {
        assertThat(parse(step("on_failure: " + word)).steps().get(0).onFailure())
                .isEqualTo(meaning);
    }

    @Test
    void otherWordsForFailuresAreErrors() {
        assertThat(placedErrors(step("on_failure: abbort")))
                .containsExactly(
                        "5:17: Step 'a': invalid on_failure value 'abbort'; did you mean 'abort'?");
        assertThat(errors(step("on_failure: explode")))
                .singleElement()
                .asString()
                .startsWith("Step 'a': invalid on_failure value 'explode'; use one of abort,");
    }

    @ParameterizedTest
    @CsvSource({"retry, RETRY", "ask, ASK", "fail, FAIL"})
    void allWordsForDoubtAreUnderstood(String word, OnInDoubt meaning) {
        assertThat(parse(step("on_in_doubt: " + word)).steps().get(0).onInDoubt())
                .isEqualTo(meaning);
    }

    @Test
    void withoutAWordForDoubtThereIsNone() {
        assertThat(parse(step("max_retries: 1")).steps().get(0).onInDoubt()).isNull();
    }

    @Test
    void otherWordsForDoubtAreErrors() {
        assertThat(placedErrors(step("on_in_doubt: rety")))
                .containsExactly(
                        "5:18: Step 'a': invalid on_in_doubt value 'rety'; did you mean 'retry'?");
        assertThat(errors(step("on_in_doubt: 3")))
                .containsExactly(
                        "Step 'a': invalid on_in_doubt value 3; use one of retry, ask, fail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "'3'", "true", "1.5", "null"})
    void retriesAreCounted(String retries) {
        assertThat(errors(step("max_retries: " + retries)))
                .containsExactly("Step 'a': max_retries must be a non-negative integer");
        assertThat(parse(step("max_retries: 0")).steps().get(0).maxRetries()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "'3'", "true", "0.5"})
    void theTimeOfAStepIsSomeSeconds(String seconds) {
        assertThat(errors(step("timeout_seconds: " + seconds)))
                .containsExactly("Step 'a': timeout_seconds must be a positive integer");
        assertThat(parse(step("timeout_seconds: 1")).steps().get(0).timeout())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void dependenciesAreOneIdOrAList() {
        String first = "name: t\nsteps:\n  - {id: b, type: checkpoint}\n";
        Workflow one = parse(first + "  - {id: a, type: checkpoint, depends_on: b}\n");
        assertThat(one.steps().get(1).dependsOn()).containsExactly("b");
        assertThat(errors(first + "  - {id: a, type: checkpoint, depends_on: [b, 1]}\n"))
                .containsExactly("Step 'a': all depends_on values must be strings");
        assertThat(errors(first + "  - {id: a, type: checkpoint, depends_on: 5}\n"))
                .containsExactly("Step 'a': depends_on must be a string or list of strings");
        assertThat(errors(first + "  - {id: a, type: checkpoint, depends_on: null}\n"))
                .containsExactly("Step 'a': depends_on must be a string or list of strings");
    }

    @Test
    void outputsOfAStepAreNamesOneNameOrDescribed() {
        assertThat(parse(step("outputs: x")).steps().get(0).outputs())
                .containsExactly(StepOutput.named("x"));
        assertThat(
                        parse(step("outputs: [x, {name: y, type: list, description: many}]"))
                                .steps()
                                .get(0)
                                .outputs())
                .containsExactly(StepOutput.named("x"), new StepOutput("y", "array", "many"));
        assertThat(errors(step("outputs: [5]")))
                .containsExactly("Step 'a': all output names must be non-empty strings");
        assertThat(errors(step("outputs: [{name: x, type: strng}]")))
                .containsExactly("Step 'a': invalid output type 'strng'; did you mean 'string'?");
    }
}
