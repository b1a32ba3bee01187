package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetCommandTest {

    @TempDir private Path folder;
    private FakeOllama ollama;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        ollama = new FakeOllama();
        cli = new Cli(folder);
        budget("");
    }

    @AfterEach
    void stop() {
        ollama.close();
    }

    private void budget(String keys) {
        cli.config(
                """
                llm:
                  mode: local
                  providers:
                    ollama: {base_url: "%s"}
                  budget: {%s}
                """
                        .formatted(ollama.url(), keys));
    }

    private Cli.Result ask(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of("ask", "--provider", "ollama", "--tier", "fast", "--agent", "a"));
        arguments.addAll(List.of(more));
        arguments.add("hi");
        return cli.run(arguments.toArray(String[]::new));
    }

    private JsonNode scope(String kind) {
        for (JsonNode scope : cli.run("budget", "--json").json().path("scopes")) {
            if (scope.path("scope").asText().equals(kind)) {
                return scope;
            }
        }
        throw new AssertionError("no scope " + kind);
    }

    @Test
    void theDayIsShownBeforeAnythingIsSpent() {
        budget("api_cost_limit_daily_usd: 10.5");

        JsonNode document = cli.run("budget", "--json").json();

        assertThat(document.fieldNames()).toIterable().containsExactly("scopes");
        JsonNode day = document.path("scopes").path(0);
        assertThat(day.fieldNames())
                .toIterable()
                .containsExactly(
                        "scope",
                        "key",
                        "limit_tokens",
                        "spent_tokens",
                        "reserved_tokens",
                        "in_doubt_tokens",
                        "limit_usd",
                        "spent_usd",
                        "reserved_usd",
                        "in_doubt_usd",
                        "resets_at");
        assertThat(day.path("scope").asText()).isEqualTo("day");
        assertThat(day.path("limit_tokens").isNull()).isTrue();
        assertThat(day.path("limit_usd").decimalValue()).isEqualByComparingTo("10.5");
        assertThat(day.path("spent_usd").decimalValue()).isZero();
        assertThat(day.path("resets_at").asText()).endsWith("T00:00:00Z");
    }

    @Test
    void whatAnAnswerUsedIsThereForTheNextCommand() {
        budget("max_tokens_per_agent: 100000");
        long used = ask("--json").json().path("total_tokens").asLong();

        JsonNode agent = scope("agent");

        assertThat(agent.path("key").asText()).isEqualTo("a");
        assertThat(agent.path("limit_tokens").asLong()).isEqualTo(100000);
        assertThat(agent.path("spent_tokens").asLong()).isPositive().isEqualTo(used);
        assertThat(agent.path("reserved_tokens").asLong()).isZero();
        assertThat(agent.path("spent_usd").decimalValue()).isZero();
        assertThat(agent.path("resets_at").isNull()).isTrue();
    }

    @Test
    void whatDoesNotFitIsNotAsked() {
        budget("max_tokens_per_agent: 50");

        Cli.Result result = ask("--json");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        JsonNode error = result.json().path("error");
        assertThat(error.path("kind").asText()).isEqualTo("budget_exceeded");
        assertThat(error.path("message").asText())
                .contains("agent 'a'")
                .contains("llm.budget.max_tokens_per_agent");
        assertThat(ollama.requests).noneMatch(request -> request.contains("messages"));
    }

    @Test
    void aStreamIsSettledAtItsEnd() {
        budget("max_tokens_per_agent: 100000");

        assertThat(ask("--stream").exitCode()).isEqualTo(ExitCode.DONE);

        JsonNode agent = scope("agent");
        assertThat(agent.path("spent_tokens").asLong()).isPositive();
        assertThat(agent.path("in_doubt_tokens").asLong()).isZero();
    }

    @Test
    void aResetMakesRoomAgain() {
        budget("max_tokens_per_agent: 100000");
        ask();

        assertThat(cli.run("budget", "--reset", "agent:a").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(scope("agent").path("spent_tokens").asLong()).isZero();
        assertThat(cli.run("budget", "--reset", "agent:b").err()).contains("nothing was spent");
        assertThat(cli.run("budget", "--reset", "b").err()).contains("is no scope");
    }

    @Test
    void theTableSaysWhenTheDayEndsAndWhereItIsKept() {
        budget("time_zone: Europe/Berlin");

        Cli.Result result = cli.run("budget");

        assertThat(result.out()).contains("SCOPE").contains("day").contains("[Europe/Berlin]");
        assertThat(result.err()).contains(folder.resolve(".gorgon/state.db").toString());
    }

    @Test
    void theFileOfTheConfigurationIsTheOneThatCounts() {
        cli.config("state: {url: 'sqlite:mine.db'}\n");

        cli.run("budget");

        assertThat(folder.resolve("mine.db")).exists();
        assertThat(folder.resolve(".gorgon")).doesNotExist();
    }

    @Test
    void aStateThatCannotBeUsedIsRefusedWhenItIsWanted() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        cli.config("state: {url: 'sqlite:file/state.db'}\n");

        Cli.Result result = cli.run("budget", "--json");

        assertThat(result.json().path("error").path("kind").asText())
                .isEqualTo("state_unavailable");
    }

    @Test
    void aHomeThatCannotBeUsedDoesNotKeepFromAskingWhereThereIsNoLimit() throws IOException {
        Files.writeString(folder.resolve(".gorgon"), "");

        assertThat(ask().exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void theMockOpensNoState() {
        assertThat(cli.run("ask", "--provider", "mock", "hi").exitCode()).isEqualTo(ExitCode.DONE);

        assertThat(folder.resolve(".gorgon")).doesNotExist();
    }

    @Test
    void thePricesSayWhatAppliesAndFromWhen() {
        cli.config(
                """
                llm:
                  prices:
                    openai:
                      - {model: gpt-5.6-sol, input_per_million_usd: 1, output_per_million_usd: 2,
                         valid_to: 2020-01-01}
                      - {model: gpt-5.6-sol, input_per_million_usd: 3, output_per_million_usd: 4,
                         valid_from: 2020-01-02}
                    unknown: {input_per_million_usd: 15, output_per_million_usd: 75}
                """);

        JsonNode document = cli.run("budget", "--prices", "--json").json();

        List<String> sol = new ArrayList<>();
        document.path("prices")
                .forEach(
                        price -> {
                            if (price.path("model").asText().equals("gpt-5.6-sol")) {
                                sol.add(
                                        price.path("input_per_million_usd").asText()
                                                + " "
                                                + price.path("applies_now").asText());
                            }
                        });
        assertThat(sol).containsExactly("1 false", "3 true");
        assertThat(document.path("unknown").path("input_per_million_usd").asInt()).isEqualTo(15);
        assertThat(cli.run("budget", "--prices").out())
                .contains("claude-opus-5-5")
                .contains("2020-01-02")
                .contains("count as $15 and $75");
    }
}
