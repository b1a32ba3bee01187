package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.journal.JournaledRun;
import io.gorgon.workflow.run.RunStatus;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsCommandTest {

    private static final String FIRST = "01k9x3f7-aaaaaa";
    private static final String SECOND = "01k9x3f8-bbbbbb";
    private static final String THIRD = "01k9x3f9-cccccc";

    @TempDir private Path folder;
    private StateFixture state;
    private Cli cli;

    @BeforeEach
    void open() {
        state = new StateFixture(folder);
        cli = new Cli(folder).variable("COLUMNS", "80");
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void anEmptyListSaysSo() {
        assertThat(cli.run("runs").out())
                .isEqualTo("There is no run yet; 'gorgon run FILE' starts one.\n");
        assertThat(cli.run("runs", "--waiting").out()).isEqualTo("Nothing waits for a person.\n");
        assertThat(cli.run("runs", "--json").json().toString()).isEqualTo("[]");
        assertThat(cli.run("runs", "--waiting", "--json").json().toString()).isEqualTo("[]");
    }

    @Test
    void runsAreListedNewestFirstWithWhatTheyUsedAndWaitFor() {
        state.end(state.start(FIRST), RunStatus.SUCCESS, null);
        state.waits(SECOND);
        JournaledRun running = state.start(THIRD);

        JsonNode runs = cli.run("runs", "--json").json();

        assertThat(runs).hasSize(3);
        for (JsonNode run : runs) {
            assertThat(run.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "run_id",
                            "workflow",
                            "status",
                            "started_at",
                            "tokens",
                            "cost_usd",
                            "waiting_for");
            assertThat(Instant.parse(run.path("started_at").asText())).isBefore(Instant.now());
            assertThat(run.path("tokens").asInt()).isEqualTo(120);
            assertThat(run.path("cost_usd").decimalValue()).isZero();
        }
        assertThat(runs.findValuesAsText("run_id")).containsExactly(THIRD, SECOND, FIRST);
        assertThat(runs.findValuesAsText("status"))
                .containsExactly("running", "awaiting_approval", "success");
        assertThat(runs.at("/1/waiting_for").asText()).isEqualTo("review");
        assertThat(runs.at("/2/waiting_for").isNull()).isTrue();
        running.close();
        assertThat(cli.run("runs", "--json").json().at("/0/status").asText())
                .isEqualTo("interrupted");
    }

    @Test
    void theTableFitsEightyColumnsAndSaysWhenThereIsMore() {
        state.end(state.start(FIRST), RunStatus.SUCCESS, null);
        state.waits(SECOND);

        Cli.Result all = cli.run("runs");

        assertThat(all.out().lines()).hasSize(3).allMatch(line -> line.length() <= 80);
        assertThat(all.out()).contains("contract-review", "awaiting approval", "0.00");
        assertThat(cli.run("runs", "--limit", "1").out()).contains("--limit").doesNotContain(FIRST);
        assertThat(cli.variable("COLUMNS", "120").run("runs").out())
                .contains("WAITS FOR", "review");
    }

    @Test
    void whatWaitsForPeopleIsListedWithoutAnyToken() {
        String token = state.waits(SECOND);

        Cli.Result people = cli.run("runs", "--waiting");
        Cli.Result programs = cli.run("runs", "--waiting", "--json");

        assertThat(people.out())
                .contains(SECOND, "contract-review", "review", "Publish it?", "expires in 23 h")
                .doesNotContain("Really?");
        JsonNode question = programs.json().path(0);
        assertThat(question.path("run_id").asText()).isEqualTo(SECOND);
        assertThat(question.path("step").asText()).isEqualTo("review");
        assertThat(question.path("prompt").asText()).isEqualTo("Publish it?\nReally?");
        assertThat(question.at("/preview/summary").asText()).isEqualTo(StateFixture.ANSWER);
        assertThat(Instant.parse(question.path("expires_at").asText())).isAfter(Instant.now());
        assertThat(token).isNotBlank();
        assertThat(people.out() + programs.out()).doesNotContain(token);
    }

    @Test
    void aLimitThatListsNothingIsRefused() {
        Cli.Result result = cli.run("runs", "--limit", "0");
        assertThat(result.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err()).contains("--limit has to be 1 or more");
    }
}
