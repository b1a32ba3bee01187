package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.llm.LlmRequest;
import io.gorgon.workflow.run.RunStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The prompts as they arrive at the provider. */
class PromptTextTest {

    private final ScriptedModel model = new ScriptedModel(request -> "answer");
    private final WorkflowRunner workflows = WorkflowRunner.with(model);

    @AfterEach
    void close() {
        workflows.close();
    }

    private static String asking(String prompt) {
        return """
               name: t
               steps:
                 - id: a
                   type: claude_code
                   params:
                     prompt: '%s'
               """
                .formatted(prompt.replace("'", "''"));
    }

    private String prompt(String prompt, Map<String, Object> inputs) {
        Ran ran = workflows.run(asking(prompt), inputs);
        assertThat(ran.result().error()).isNull();
        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        return model.prompts().get(0);
    }

    @Test
    void everyPlaceholderOfANameIsFilled() {
        assertThat(prompt("A=${a} again=${a}", Map.of("a", "val"))).isEqualTo("A=val again=val");
    }

    @Test
    void whatIsNoPlaceholderStays() {
        assertThat(prompt("$a $${a} {a} 100% #{a} {{a}}", Map.of("a", "val")))
                .isEqualTo("$a $val {a} 100% #{a} {{a}}");
    }

    @Test
    void anEmptyTextIsFilledInAsNothing() {
        assertThat(prompt("[${a}]", Map.of("a", ""))).isEqualTo("[]");
    }

    @Test
    void numbersAndTruthsAreTextsAndStructuresAreJson() {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("n", 5);
        inputs.put("b", true);
        inputs.put("l", List.of(1, "two"));
        inputs.put("m", Map.of("k", "v"));

        String prompt = prompt("n=${n} b=${b} l=${l} m=${m}", inputs);

        assertThat(prompt).startsWith("n=5 b=true l=[");
        assertThat(prompt.replaceAll("\\s", "")).isEqualTo("n=5b=truel=[1,\"two\"]m={\"k\":\"v\"}");
    }

    @Test
    void insertedTextIsNeverReadAgain() {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("late", "L");
        inputs.put("b", "has ${late} and {{late}} and ${header.x}");
        inputs.put("z", "Z");

        assertThat(prompt("${b} ${z}", inputs))
                .isEqualTo("has ${late} and {{late}} and ${header.x} Z");
    }

    @Test
    void partsOfStructuresAndFixedFunctionsAreFilledIn() {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("d", Map.of("k", List.of("first", "second")));
        inputs.put("repo", "owner/project");

        assertThat(prompt("${d.k[1]} of ${repo.split('/')[0]}", inputs))
                .isEqualTo("second of owner");
    }

    @Test
    void anUnknownNameIsFoundBeforeAnythingRuns() {
        assertThat(workflows.errors(asking("m=${miss}")))
                .singleElement()
                .satisfies(error -> assertThat(error).contains("miss"));
        assertThat(model.requests()).isEmpty();
    }

    @Test
    void anUnknownFunctionIsFoundBeforeAnythingRuns() {
        String workflow =
                "{name: t, inputs: {repo: {}}, steps: [{id: a, type: llm,"
                        + " params: {prompt: \"${repo.getClass()}\"}}]}";

        assertThat(workflows.errors(workflow))
                .singleElement()
                .satisfies(error -> assertThat(error).contains("getClass"));
    }

    @Test
    void instructionsAreFilledInAsWell() {
        workflows.run(
                """
                name: t
                inputs: {tone: {type: string}}
                steps:
                  - id: a
                    type: llm
                    params: {prompt: hello, system_prompt: "Be ${tone}."}
                """,
                Map.of("tone", "brief ${x}"));

        LlmRequest request = model.requests().get(0);
        assertThat(request.systemPrompt()).isEqualTo("Be brief ${x}.");
    }

    @Test
    void theAnswerOfAStepIsTextInTheNextPromptWhateverItSays() {
        ScriptedStep.script("a", Scripts.answers("${b} {{c}} $simple{body} %s\n'\"", 1));
        workflows.run(
                """
                name: t
                steps:
                  - {id: a, type: scripted, outputs: [text]}
                  - {id: b, type: llm, params: {prompt: "<${text}>"}}
                """);

        assertThat(model.prompts()).containsExactly("<${b} {{c}} $simple{body} %s\n'\">");
    }

    @Test
    void messagesAndQuestionsAreFilledInAndDefaultsAreTakenAsTheyStand() {
        ScriptedStep.script("b", Scripts.alwaysFails());
        Ran ran =
                workflows.run(
                        """
                        name: t
                        inputs: {o: {type: string}}
                        outputs: [v, __approval_prompt]
                        steps:
                          - id: b
                            type: scripted
                            max_retries: 0
                            outputs: [v]
                            on_failure: continue_with_default
                            default_output: {v: "kept ${o}"}
                          - {id: c, type: checkpoint, params: {message: "at ${o}"}}
                          - {id: d, type: approval, params: {prompt: "ok ${o}?"}}
                        """,
                        Map.of("o", "value"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
        assertThat(ran.output("__approval_prompt")).isEqualTo("ok value?");
        assertThat(ran.result().steps().get(0).answer()).containsEntry("v", "kept ${o}");
        assertThat(ran.result().steps().get(1).answer()).containsEntry("message", "at value");
    }
}
