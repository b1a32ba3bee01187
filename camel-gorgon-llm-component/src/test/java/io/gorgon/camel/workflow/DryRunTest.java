package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in which nothing happens outside, and no model is asked but the mock. */
class DryRunTest {

    @TempDir Path folder;

    private WorkflowRunner workflows = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        workflows.close();
    }

    private Ran dryRun(String step) {
        return workflows.dryRun(
                "{name: t, outputs: [o, p], steps: [{id: a, %s}]}".formatted(step), Map.of());
    }

    @Test
    void theAnswerOfAModelShowsThePrompt() {
        Ran ran =
                dryRun(
                        "type: claude_code, outputs: [o], params: {role: planner, estimated_tokens:"
                                + " 4321, prompt: Plan it}");

        assertThat(ran.output("o")).isEqualTo("[DRY RUN] Claude planner would process: Plan it...");
        assertThat(ran.result().steps().get(0).answer())
                .containsEntry("tokens_used", 4321L)
                .containsEntry("dry_run", true)
                .containsEntry("role", "planner")
                .containsEntry("prompt", "Plan it")
                .containsKey("model");
    }

    @Test
    void theOldNamesSayWhoWouldAnswer() {
        assertThat(
                        (String)
                                dryRun("type: claude_code, outputs: [o], params: {prompt: x}")
                                        .output("o"))
                .startsWith("[DRY RUN] Claude builder would process: x...");
        assertThat((String) dryRun("type: openai, outputs: [o], params: {prompt: x}").output("o"))
                .startsWith("[DRY RUN] OpenAI");
    }

    @Test
    void onlyTheBeginningOfALongPromptIsShown() {
        Ran ran =
                dryRun(
                        "type: claude_code, outputs: [o], params: {prompt: %s}"
                                .formatted("x".repeat(500)));

        assertThat((String) ran.output("o")).endsWith(": " + "x".repeat(100) + "...");
    }

    @Test
    void severalOutputsAllHaveAValue() {
        Ran ran = dryRun("type: llm, outputs: [o, p], params: {prompt: x}");

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.result().outputs()).containsOnlyKeys("o", "p");
        assertThat(ran.result().warnings()).isEmpty();
    }

    @Test
    void noOtherProviderIsAsked() {
        workflows.close();
        workflows =
                WorkflowRunner.with(
                        folder,
                        """
                        llm:
                          providers:
                            unreachable: {type: ollama, base_url: "http://127.0.0.1:9"}
                            mock: {type: mock}
                        """);

        Ran ran = dryRun("type: llm, outputs: [o], params: {prompt: x}");

        assertThat(ran.result().error()).isNull();
        assertThat(ran.result().steps().get(0).provider()).isEqualTo("mock");
    }

    @Test
    void waitingTakesNoTimeAndChecksAreNotMade() {
        assertThat(dryRun("type: wait, params: {seconds: 86000}").result().status())
                .isEqualTo(RunStatus.SUCCESS);
        Ran ran =
                dryRun(
                        "type: validate, outputs: [o], params: {value: text, schema: {type:"
                                + " number}}");
        assertThat(ran.result().outputs()).isEqualTo(Map.of("o", "text"));
    }

    @Test
    void stepsOfATypeOfOnesOwnAreNotDone() {
        ScriptedStep.script("a", Scripts.alwaysFails());

        Ran ran = dryRun("type: scripted, outputs: [o]");

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
    }
}
