package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunInputsTest {

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
    void allMissingInputsAreToldTogetherBeforeAnythingRuns() {
        Cli.Result result = review();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("Missing required input: question")
                .contains("Missing required input: times")
                .contains("--var name=value")
                .doesNotContain("started");
    }

    @Test
    void aRunThatCannotStartIsAFailedRunInJson() {
        Cli.Result result = review("--json", "--var", "times=many");
        assertThat(result.exitCode()).isEqualTo(2);
        JsonNode json = result.json();
        assertThat(json.get("run_id").isNull()).isTrue();
        assertThat(json.get("status").asText()).isEqualTo("failed");
        assertThat(json.get("error").asText())
                .contains("Missing required input: question")
                .contains("'times' needs a whole number");
        assertThat(json.findValuesAsText("status"))
                .containsExactly("failed", "pending", "pending", "pending");
    }

    @Test
    void onATerminalAPersonIsAskedForWhatIsMissingUntilItFits() {
        Cli.Result result =
                cli.onTerminal().input("why\nmany\n3\n").run("run", "--mock", "review.gorgon.yaml");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err())
                .contains("question")
                .contains("What to ask (string)")
                .contains("needs a whole number");
        assertThat(result.out()).contains("Answer why 3");
    }

    @Test
    void theEndOfStandardInputLeavesTheInputMissing() {
        Cli.Result result =
                cli.onTerminal().input("why\n").run("run", "--mock", "review.gorgon.yaml");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("Missing required input: times");
    }

    @Test
    void valuesComeFromFilesAndAnOptionStandsAboveTheFile() {
        cli.file("q.txt", "from a file")
                .file("vars.yaml", "times: 7\nfiles: [x, y, z]\nquestion: q\n");
        Cli.Result result = review("--json", "--vars", "vars.yaml", "--var", "question=@q.txt");
        assertThat(result.json().at("/outputs/answer").asText()).contains("Answer from a file 7");
        assertThat(result.json().at("/outputs/results")).hasSize(3);
        cli.file("vars.json", "{\"times\": 8, \"question\": \"j\"}");
        assertThat(review("--vars", "vars.json").out()).contains("Answer j 8");
        assertThat(review("--var", "question=@@home", "--var", "times=1").out())
                .contains("Answer @home 1");
    }

    @Test
    void aVariablesFileThatIsNoMappingIsRefused() {
        Cli.Result result =
                cli.file("v.yaml", "- a\n").run("run", "review.gorgon.yaml", "--vars", "v.yaml");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("v.yaml has to be a mapping of names to values");
        assertThat(review("--var", "question").err()).contains("write it like name=value");
        assertThat(review("--var", "question=@no.txt").err())
                .contains("cannot read the value file")
                .contains("there is no such file");
    }

    @Test
    void anInputOfTheTypeFileIsReadFromTheWorkingDirectory() {
        cli.file(
                        "f.yaml",
                        """
                        name: F
                        inputs: {spec: {type: file, required: true}}
                        outputs: [o]
                        steps: [{id: s, type: llm, params: {prompt: "Read ${spec}"}, outputs: [o]}]
                        """)
                .file("spec.txt", "the specification");
        assertThat(cli.run("run", "--mock", "f.yaml", "--var", "spec=spec.txt").out())
                .contains("Read the specification");
        assertThat(cli.run("run", "--mock", "f.yaml", "--var", "spec=@spec.txt").out())
                .contains("Read the specification");
        assertThat(cli.run("run", "--mock", "f.yaml", "--var", "spec=no.txt").exitCode())
                .isEqualTo(2);
    }

    @Test
    void aNameThatIsNearlyAnInputIsDoubted() {
        Cli.Result result = review("--var", "qestion=a", "--var", "question=b", "--var", "times=1");
        assertThat(result.err()).contains("no input 'qestion'; did you mean 'question'?");
        assertThat(result.exitCode()).isZero();
    }
}
