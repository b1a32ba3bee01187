package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.AuthenticationException;
import io.gorgon.llm.error.RateLimitedException;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that a model answers. */
class ModelStepsTest {

    private final StringBuilder answers = new StringBuilder("answer");
    private final ScriptedModel model = new ScriptedModel(request -> answers.toString());
    private WorkflowRunner workflows = WorkflowRunner.with(model);

    @AfterEach
    void close() {
        workflows.close();
    }

    private void answers(String text) {
        answers.setLength(0);
        answers.append(text);
    }

    private static String step(String fields) {
        return "{name: t, outputs: [o, p], steps: [{id: a, %s}]}".formatted(fields);
    }

    private static String asking(String type, String params) {
        return step("type: %s, outputs: [o], params: {prompt: hi%s}".formatted(type, params));
    }

    @ParameterizedTest
    @ValueSource(strings = {"llm", "claude_code", "openai"})
    void allThreeNamesAskThroughTheRouter(String type) {
        Ran ran = workflows.run(asking(type, ""));

        assertThat(ran.result().error()).isNull();
        assertThat(ran.output("o")).isEqualTo("answer");
        StepResult step = ran.result().steps().get(0);
        assertThat(step.provider()).isEqualTo("mock");
        assertThat(step.model()).isEqualTo("mock-standard");
        LlmRequest request = model.requests().get(0);
        assertThat(request.runId()).isEqualTo(ran.result().runId());
        assertThat(request.workflowId()).isEqualTo("w");
        assertThat(request.stepId()).isEqualTo("a");
    }

    @Test
    void theRoleGivesTierInstructionsAndAgent() {
        workflows.run(asking("claude_code", ", role: planner"));

        LlmRequest request = model.requests().get(0);
        assertThat(request.agentId()).isEqualTo("planner");
        assertThat(request.tier()).isEqualTo(ModelTier.REASONING);
        assertThat(request.systemPrompt()).isNotBlank();
    }

    @Test
    void theOldNameHasTheRoleOfABuilderUnlessItNamesAnother() {
        workflows.run(asking("claude_code", ""));

        assertThat(model.requests().get(0).agentId()).isEqualTo("builder");
    }

    @Test
    void instructionsOfTheStepTakeThePlaceOfTheRoles() {
        workflows.run(asking("claude_code", ", role: planner, system_prompt: Only this."));

        assertThat(model.requests().get(0).systemPrompt()).isEqualTo("Only this.");
    }

    @Test
    void theParametersOfACallReachTheModel() {
        workflows.run(
                asking(
                        "openai",
                        ", model: some-model, max_tokens: 77, temperature: 0.5, tier: fast"));

        LlmRequest request = model.requests().get(0);
        assertThat(request.maxTokens()).isEqualTo(77);
        assertThat(request.temperature()).isEqualTo(0.5);
        assertThat(request.tier()).isEqualTo(ModelTier.FAST);
    }

    @ParameterizedTest
    @CsvSource({
        "planner", "builder", "tester", "reviewer", "architect", "documenter", "data_analyst",
        "devops", "security_auditor", "migrator", "model_builder", "analyst", "visualizer",
                "reporter"
    })
    void allRolesOfTheShippedWorkflowsAreKnown(String role) {
        assertThat(workflows.errors(asking("claude_code", ", role: " + role))).isEmpty();
    }

    @Test
    void anUnknownRoleIsFoundBeforeAnythingRuns() {
        assertThat(workflows.errors(asking("claude_code", ", role: plannner")))
                .containsExactly("Step 'a': unknown role 'plannner'; did you mean 'planner'?");
    }

    @Test
    void aStepWithoutAPromptIsFoundBeforeAnythingRuns() {
        assertThat(workflows.errors(step("type: claude_code, params: {role: planner}")))
                .containsExactly("Step 'a': claude_code step requires 'prompt'");
    }

    @Test
    void theUsageIsWhatTheProviderReports() {
        Ran ran = workflows.run(asking("llm", ""));

        StepResult step = ran.result().steps().get(0);
        assertThat(step.usage().inputTokens()).isEqualTo(10);
        assertThat(step.usage().outputTokens()).isEqualTo(5);
        assertThat(step.usage().estimated()).isFalse();
        assertThat(step.answer()).containsEntry("tokens_used", 15L);
        assertThat(ran.result().usage().tokens()).isEqualTo(15);
    }

    @Test
    void anAnswerThatWasCutIsTold() {
        Ran ran = workflows.run(asking("llm", ", max_tokens: 5"));

        assertThat(ran.result().warnings())
                .anySatisfy(each -> assertThat(each).contains("Step 'a'", "limit of tokens"));
        assertThat(workflows.run(asking("llm", ", max_tokens: 6")).result().warnings())
                .noneSatisfy(each -> assertThat(each).contains("limit of tokens"));
    }

    @Test
    void severalOutputsAreAskedForByASchemaAndBound() {
        answers("{\"o\": \"plan\", \"p\": \"tasks\"}");
        Ran ran = workflows.run(step("type: llm, outputs: [o, p], params: {prompt: hi}"));

        assertThat(ran.result().outputs()).isEqualTo(Map.of("o", "plan", "p", "tasks"));
        LlmRequest request = model.requests().get(0);
        assertThat(request.responseSchema().path("required").toString()).isEqualTo("[\"o\",\"p\"]");
        assertThat(request.responseSchema().path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(ran.result().warnings()).isEmpty();
    }

    @Test
    void anAnswerThatDoesNotFitIsRepairedOnce() {
        workflows.close();
        ScriptedModel clumsy =
                new ScriptedModel(
                        request ->
                                request.messages().size() == 1
                                        ? "Here you are: plan"
                                        : "{\"o\": \"plan\", \"p\": \"tasks\"}");
        workflows = WorkflowRunner.with(clumsy);

        Ran ran = workflows.run(step("type: llm, outputs: [o, p], params: {prompt: hi}"));

        assertThat(ran.result().outputs()).isEqualTo(Map.of("o", "plan", "p", "tasks"));
        assertThat(clumsy.requests()).hasSize(2);
        assertThat(ran.result().steps().get(0).attempts()).isEqualTo(1);
        assertThat(ran.result().usage().tokens()).isEqualTo(30);
    }

    @Test
    void anAnswerThatDoesNotFitAfterTheRepairEitherFailsTheStep() {
        answers("no JSON");

        Ran ran =
                workflows.run(
                        step("type: llm, outputs: [o, p], max_retries: 0, params: {prompt: hi}"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(model.requests()).hasSize(2);
        assertThat(ran.result().outputs()).isEmpty();
    }

    @Test
    void aSingleOutputThatHasToBeANumberIsAskedForAsOne() {
        answers("{\"o\": 79.5}");
        Ran ran =
                workflows.run(
                        """
                        name: t
                        outputs: [o]
                        steps:
                          - {id: a, type: llm, outputs: [o], params: {prompt: hi}}
                          - id: b
                            type: scripted
                            condition: {field: o, operator: less_than, value: 80}
                        """);

        assertThat(ran.output("o")).isEqualTo(79.5);
        assertThat(ran.result().steps().get(1).status().label()).isEqualTo("success");
    }

    @Test
    void aSchemaOfTheStepsOwnIsObeyed() {
        answers("{\"o\": \"x\", \"p\": [1]}");
        Ran ran =
                workflows.run(
                        step(
                                "type: llm, outputs: [o, p], params: {prompt: hi, schema: {type:"
                                        + " object, required: [o, p], properties: {p: {type:"
                                        + " array}}}}"));

        assertThat(ran.result().outputs()).isEqualTo(Map.of("o", "x", "p", List.of(1)));
    }

    @Test
    void aProviderThatAsksForTimeGetsItBeforeTheNextTry() {
        workflows.close();
        AtomicInteger calls = new AtomicInteger();
        workflows =
                WorkflowRunner.with(
                        new ScriptedModel(
                                request -> {
                                    if (calls.getAndIncrement() == 0) {
                                        throw new RateLimitedException(
                                                "mock", "m", 429, "later", Duration.ofSeconds(40));
                                    }
                                    return "answer";
                                }));

        Ran ran = workflows.run(asking("llm", ""));

        assertThat(ran.output("o")).isEqualTo("answer");
        assertThat(workflows.pauses()).containsExactly(Duration.ofSeconds(40));
        assertThat(ran.result().steps().get(0).attempts()).isEqualTo(2);
    }

    @Test
    void whatIsWrongWithAProviderIsToldAndNotTriedAgain() {
        workflows.close();
        workflows =
                WorkflowRunner.with(
                        new ScriptedModel(
                                request -> {
                                    throw new AuthenticationException(
                                            "mock", "m", 401, "mock: the key is not valid", null);
                                }));

        Ran ran = workflows.run(asking("llm", ""));

        assertThat(ran.result().error())
                .startsWith("Step 'a' failed: ")
                .contains("the key is not valid");
        assertThat(ran.result().steps().get(0).attempts()).isEqualTo(1);
        assertThat(workflows.pauses()).isEmpty();
    }
}
