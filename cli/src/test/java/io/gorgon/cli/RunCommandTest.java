package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

    private static final int PATIENCE_SECONDS = 60;
    private static final String REVIEW =
            """
            name: Review
            token_budget: 90000
            inputs:
              question: {type: string, required: true, description: What to ask}
              times: {type: integer, required: true}
              files: {type: list, default: [a, b]}
            outputs: [answer, left, results]
            steps:
              - {id: ask, type: llm, params: {prompt: "Answer ${question} ${times}"}, outputs: [answer]}
              - id: both
                type: parallel
                params:
                  steps:
                    - {id: right, type: llm, params: {prompt: "right ${answer}"}, outputs: [right]}
                    - {id: left, type: llm, params: {prompt: "left ${answer}"}, outputs: [left]}
              - id: each
                type: fan_out
                params:
                  items: ${files}
                  step_template: {type: llm, params: {prompt: "Look at ${item}"}}
                outputs: [results]
            """;

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void write() {
        cli = new Cli(folder).file("review.gorgon.yaml", REVIEW);
    }

    private Cli.Result review(String... more) {
        List<String> all = new ArrayList<>(List.of("run", "--mock", "review.gorgon.yaml"));
        all.addAll(List.of(more));
        return cli.run(all.toArray(String[]::new));
    }

    @Test
    void theOutputsStandUnderTheirNamesOnStandardOutputAndTheRestOnStandardError() {
        Cli.Result result = review("--var", "question=why", "--var", "times=3");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("answer:\n")
                .contains("\"Answer why 3\"")
                .contains("\n\nleft:\n")
                .contains("\n\nresults:\n[\n  \"");
        assertThat(result.err())
                .contains("#1 ask: started (llm)")
                .contains("success  Review  ")
                .contains("of 90.0k tokens")
                .contains("answered by the built-in mock, not by a model")
                .doesNotContain("\u001b");
    }

    @Test
    void jsonIsOneDocumentWithEveryFieldAndTheStepsInTheOrderOfTheFile() {
        JsonNode json = review("--json", "--var", "question=why", "--var", "times=3").json();
        assertThat(names(json))
                .containsExactly(
                        "run_id",
                        "workflow",
                        "status",
                        "outputs",
                        "steps",
                        "tokens",
                        "cost_usd",
                        "warnings",
                        "error",
                        "approval",
                        "approvals");
        assertThat(json.get("workflow").asText()).isEqualTo("review");
        assertThat(json.get("status").asText()).isEqualTo("success");
        assertThat(names(json.get("outputs"))).containsExactly("answer", "left", "results");
        assertThat(json.at("/outputs/results")).hasSize(2);
        assertThat(names(json.at("/steps/0")))
                .containsExactly(
                        "id",
                        "status",
                        "attempts",
                        "model",
                        "provider",
                        "input_tokens",
                        "output_tokens",
                        "cost_usd",
                        "duration_ms",
                        "error",
                        "from_journal");
        assertThat(json.findValuesAsText("id"))
                .containsExactly(
                        "ask", "both", "both/right", "both/left", "each", "each[0]", "each[1]");
        long sum = 0;
        for (JsonNode step : json.get("steps")) {
            sum += step.get("input_tokens").asLong() + step.get("output_tokens").asLong();
        }
        assertThat(json.get("tokens").asLong()).isEqualTo(sum).isPositive();
        assertThat(json.get("error").isNull()).isTrue();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void withJsonProgressGoesToStandardErrorUnlessItIsQuiet() {
        assertThat(review("--json", "--var", "question=q", "--var", "times=1").err())
                .contains("#1 ask: started (llm)");
        Cli.Result quiet =
                review("--json", "--progress", "quiet", "--var=question=q", "--var=times=1");
        assertThat(quiet.err()).isEmpty();
        assertThat(quiet.json().get("status").asText()).isEqualTo("success");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Cli.Result result = cli.run("run", "no.gorgon.yaml");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("cannot read the workflow file")
                .contains("no.gorgon.yaml: there is no such file");
    }

    @Test
    void allProblemsOfAnInvalidWorkflowAreToldWithTheirPlaces() {
        cli.file("bad.yaml", "name: B\nsteps:\n  - {id: a, type: llmm}\n  - {id: a, type: llm}\n");
        Cli.Result result = cli.run("run", "bad.yaml");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("bad.yaml:3:").contains("did you mean 'llm'?");
        assertThat(result.err()).contains("bad.yaml:4:");
        JsonNode error = cli.run("run", "bad.yaml", "--json").json().get("error");
        assertThat(error.get("kind").asText()).isEqualTo("invalid_workflow");
        assertThat(error.get("message").asText()).contains("bad.yaml:3:").contains("bad.yaml:4:");
    }

    @Test
    void anOutputThatNoStepGivesIsAWarningAndStrictlyAnError() {
        cli.file(
                "w.yaml",
                "name: W\noutputs: [nothing]\nsteps: [{id: a, type: llm, params: {prompt: hi}}]\n");
        Cli.Result result = cli.run("run", "--mock", "--json", "w.yaml");
        assertThat(result.exitCode()).isZero();
        assertThat(result.json().get("warnings").toString()).contains("'nothing'");
        assertThat(cli.run("run", "--mock", "--strict", "w.yaml").exitCode()).isEqualTo(2);
    }

    @Test
    void aSubWorkflowIsFoundBesideTheFileThatCallsIt() throws Exception {
        Files.createDirectory(folder.resolve("flows"));
        cli.file(
                        "flows/outer.gorgon.yaml",
                        """
                        name: Outer
                        outputs: [o]
                        steps: [{id: c, type: sub_workflow, params: {workflow: inner, inputs: {a: "7"}}, outputs: [o]}]
                        """)
                .file(
                        "flows/inner.yaml",
                        """
                        name: Inner
                        inputs: {a: {type: string, required: true}}
                        outputs: [o]
                        steps: [{id: s, type: llm, params: {prompt: "Inside ${a}"}, outputs: [o]}]
                        """);
        Cli.Result result = cli.run("run", "--mock", "--json", "flows/outer.gorgon.yaml");
        assertThat(result.exitCode()).isZero();
        assertThat(result.json().at("/outputs/o").asText()).contains("Inside 7");
        assertThat(result.json().findValuesAsText("id")).containsExactly("c", "c/s");
    }

    @Test
    void aSubWorkflowThatIsNotThereOrCallsItsCallerIsAProblemWithItsPlace() {
        cli.file(
                        "a.yaml",
                        "name: A\nsteps:\n  - id: c\n    type: sub_workflow\n    params:\n      workflow: b\n")
                .file(
                        "b.yaml",
                        "name: B\nsteps:\n  - id: d\n    type: sub_workflow\n    params: {workflow: a}\n");
        assertThat(cli.run("run", "a.yaml").err())
                .contains("b.yaml:5:")
                .contains("Circular workflow reference: a -> b -> a");
        cli.file(
                "b.yaml", "name: B\nsteps: [{id: d, type: sub_workflow, params: {workflow: z}}]\n");
        Cli.Result result = cli.run("run", "a.yaml");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("there is no workflow 'z' beside this file");
    }

    @Test
    void aFailedRunEndsWithOneAndItsReason() {
        cli.file(
                "f.yaml",
                """
                name: F
                steps:
                  - {id: c, type: validate, max_retries: 0, params: {value: "x", schema: {type: integer}}}
                  - {id: d, type: llm, params: {prompt: never}}
                """);
        Cli.Result result = cli.run("run", "--mock", "--json", "f.yaml");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.json().get("status").asText()).isEqualTo("failed");
        assertThat(result.json().at("/steps/0/status").asText()).isEqualTo("failed");
        assertThat(result.json().at("/steps/1/status").asText()).isEqualTo("pending");
        assertThat(cli.run("run", "--mock", "f.yaml").err()).contains("gorgon: Step 'c' failed");
    }

    @Test
    void aRunThatWaitsForAPersonEndsWithThree() {
        cli.file(
                "a.yaml",
                "name: A\nsteps: [{id: gate, type: approval, params: {prompt: Send it?}}]\n");
        Cli.Result result = cli.run("run", "--mock", "--json", "a.yaml");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.json().get("status").asText()).isEqualTo("awaiting_approval");
    }

    @Test
    void aRunWithoutBudgetEndsWithFour() {
        cli.file(
                "b.yaml",
                "name: B\ntoken_budget: 1000\nsteps: [{id: s, type: llm, params: {prompt: a long prompt}}]\n");
        Cli.Result result = cli.run("run", "--mock", "--json", "b.yaml");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.json().get("status").asText()).isEqualTo("paused_budget");
    }

    @Test
    void cancellingARunEndsItWithFive() throws Exception {
        cli.file("w.yaml", "name: W\nsteps: [{id: w, type: wait, params: {seconds: 200}}]\n");
        CompletableFuture<Cli.Result> run =
                CompletableFuture.supplyAsync(() -> cli.run("run", "--mock", "--json", "w.yaml"));
        Awaitility.await()
                .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .until(() -> cli.errSoFar().contains("#1 w: started"));
        cli.interruption.cancel();
        Cli.Result result = run.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.json().get("status").asText()).isEqualTo("cancelled");
        assertThat(cli.run("run", "--mock", "review.gorgon.yaml", "--help").out())
                .contains("5 cancelled or Ctrl-C");
    }

    @Test
    void progressCanBeATreeOrJsonLines() {
        String[] inputs = {"--var=question=q", "--var=times=1"};
        Cli.Result tree = review("--progress", "tty", inputs[0], inputs[1]);
        assertThat(tree.err()).contains("\u001b[?7l").contains("success");
        Cli.Result lines = review("--progress", "json", inputs[0], inputs[1]);
        assertThat(lines.err().lines()).allMatch(line -> line.startsWith("{\"event\":"));
        Cli.Result wrong = review("--progress", "loud", inputs[0], inputs[1]);
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("auto, tty, plain, json, quiet");
    }
}
