package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkCommandTest {

    private static final String REPORT =
            """
            name: Report
            inputs:
              town: {type: string, default: Ulm}
              letters: {type: list, default: [a, b, c]}
            outputs: [answers, end]
            steps:
              - {id: begin, type: llm, params: {prompt: "begin ${town}"}, outputs: [begin]}
              - id: each
                type: fan_out
                params:
                  items: ${letters}
                  continue_on_error: true
                  step_template: {type: llm, max_retries: 0, params: {prompt: "letter-${item}"}}
                outputs: [answers]
              - {id: end, type: llm, params: {prompt: "end ${town}"}, outputs: [end]}
            """;

    @TempDir private Path folder;
    private FakeOllama ollama;
    private Cli cli;

    @BeforeEach
    void write() throws IOException {
        ollama = new FakeOllama();
        cli = new Cli(folder).ollama(ollama.url()).file("report.gorgon.yaml", REPORT);
    }

    @AfterEach
    void close() {
        ollama.close();
    }

    private long asked(String question) {
        return ollama.requests.stream()
                .filter(request -> request.contains("/api/chat") && request.contains(question))
                .count();
    }

    private String finished() {
        return cli.run("run", "--json", "report.gorgon.yaml").json().get("run_id").asText();
    }

    @Test
    void aForkTakesWhatIsBeforeTheStepAndDoesTheRestWithOtherInputs() {
        String run = finished();
        Cli.Result fork = cli.run("fork", run, "--from", "end", "--var", "town=Bonn");
        assertThat(fork.exitCode()).isZero();
        assertThat(fork.err())
                .contains("is made of run " + run + "; it takes: begin, each")
                .contains("begin: success (from journal)");
        assertThat(asked("begin Ulm")).isEqualTo(1);
        assertThat(asked("letter-a")).isEqualTo(1);
        assertThat(asked("end Ulm")).isEqualTo(1);
        assertThat(asked("end Bonn")).isEqualTo(1);
    }

    @Test
    void theDocumentOfAForkNamesBothRuns() {
        String run = finished();
        JsonNode json = cli.run("fork", run, "--from", "each", "--json").json();
        assertThat(json.get("forked_from").asText()).isEqualTo(run);
        assertThat(json.get("run_id").asText()).isNotEqualTo(run);
        assertThat(json.get("status").asText()).isEqualTo("success");
        assertThat(asked("letter-a")).isEqualTo(2);
    }

    @Test
    void aForkThatIsOnlyMadeIsStartedByResume() {
        String run = finished();
        Cli.Result made = cli.run("fork", run, "--from", "end", "--no-run");
        assertThat(made.exitCode()).isZero();
        assertThat(asked("end Ulm")).isEqualTo(1);
        String id = made.out().strip();
        assertThat(made.err()).contains("gorgon resume " + id);
        assertThat(cli.run("resume", id).exitCode()).isZero();
        assertThat(asked("end Ulm")).isEqualTo(2);
        JsonNode json = cli.run("fork", run, "--from", "end", "--no-run", "--json").json();
        assertThat(json.get("reused").toString()).isEqualTo("[\"begin\",\"each\"]");
    }

    @Test
    void aForkCanHaveAChangedText() {
        String run = finished();
        cli.file("other.gorgon.yaml", REPORT.replace("end ${town}", "finish ${town}"));
        Cli.Result fork = cli.run("fork", run, "--from", "end", "--file", "other.gorgon.yaml");
        assertThat(fork.exitCode()).isZero();
        assertThat(asked("finish Ulm")).isEqualTo(1);
        assertThat(asked("begin Ulm")).isEqualTo(1);
    }

    @Test
    void whatIsWrongWithAForkIsToldBeforeAnythingIsMade() {
        String run = finished();
        Cli.Result unknown = cli.run("fork", run, "--from", "ennd");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("did you mean 'end'?");
        cli.file("bad.yaml", "name: B\nsteps: [{id: end, type: llmm}]\n");
        Cli.Result invalid = cli.run("fork", run, "--from", "end", "--file", "bad.yaml");
        assertThat(invalid.exitCode()).isEqualTo(2);
        assertThat(invalid.err()).contains("bad.yaml:2:");
        assertThat(cli.run("fork", "none", "--from", "end").exitCode()).isEqualTo(2);
        assertThat(cli.run("fork", run).exitCode()).isEqualTo(2);
    }

    @Test
    void whatHasFailedInAFanOutIsDoneAgainAndNothingElseInIt() {
        ollama.failOn("letter-b");
        Cli.Result partly = cli.run("run", "--json", "report.gorgon.yaml");
        String run = partly.json().get("run_id").asText();
        ollama.chat("Hello", " there.");
        Cli.Result rerun = cli.run("rerun", run, "--failed", "--json");
        assertThat(rerun.exitCode()).isZero();
        assertThat(rerun.json().get("run_id").asText()).isNotEqualTo(run);
        assertThat(asked("begin Ulm")).isEqualTo(1);
        assertThat(asked("letter-a")).isEqualTo(1);
        assertThat(asked("letter-b")).isEqualTo(2);
        assertThat(asked("letter-c")).isEqualTo(1);
    }

    @Test
    void whereNothingHasFailedThereIsNothingToDoAgain() {
        Cli.Result result = cli.run("rerun", finished(), "--failed");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("nothing has failed in run ");
    }
}
