package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.state.PostgresServer;
import io.gorgon.state.StateLocation;
import io.gorgon.workflow.run.RunStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands with their state on a PostgreSQL server. */
class PostgresStateTest {

    private static final String USER = "GORGON_STATE_USER";
    private static final String PASSWORD = "GORGON_STATE_PASSWORD";
    private static final String OLD = "01k9x3f7-aaaaaa";

    private static final String NOTICE =
            """
            name: Notice
            outputs: [sent]
            steps:
              - {id: draft, type: llm, params: {prompt: "Draft"}, outputs: [draft]}
              - {id: gate, type: approval, params: {prompt: "Send it?"}}
              - {id: send, type: llm, params: {prompt: "Sent ${draft}"}, outputs: [sent]}
            """;

    private static final String POOR =
            """
            name: Poor
            token_budget: 1000
            outputs: [said]
            steps:
              - {id: say, type: llm, params: {prompt: "Say something", max_tokens: 1500}, outputs: [said]}
            """;

    @TempDir private Path folder;
    private final StateLocation place = PostgresServer.shared().newSchema();
    private Cli cli;

    @BeforeEach
    void write() {
        cli =
                state(place.toString())
                        .file("notice.gorgon.yaml", NOTICE)
                        .file("poor.gorgon.yaml", POOR);
    }

    private Cli state(String url) {
        return new Cli(folder).config("llm:\n  mode: local\nstate:\n  url: " + url + "\n");
    }

    /** A command in a process of its own, which has an environment of its own. */
    private Cli.Result process(Map<String, String> environment, String... arguments)
            throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(Arrays.asList(arguments));
        Path errors = folder.resolve("errors.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(errors.toFile());
        builder.environment().remove("GORGON_CONFIG");
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Cli.Result(process.waitFor(), out, Files.readString(errors));
    }

    @Test
    void aRunIsListedShownApprovedAndChecked() {
        Cli.Result waiting = cli.run("run", "--mock", "--json", "notice.gorgon.yaml");
        assertThat(waiting.exitCode()).isEqualTo(3);
        String run = waiting.json().path("run_id").asText();
        JsonNode listed = cli.run("runs", "--waiting", "--json").json();
        assertThat(listed.findValuesAsText("run_id")).containsExactly(run);
        assertThat(cli.run("show", run).out()).contains("draft", "gate");
        assertThat(cli.run("explain", run).out()).contains("gorgon resume " + run);
        String token = waiting.json().at("/approval/token").asText();

        Cli.Result approved = cli.run("approve", "--mock", token, "--by", "Ada");

        assertThat(approved.exitCode()).isZero();
        assertThat(approved.out()).startsWith("sent:\n");
        assertThat(cli.run("fsck").out()).isEqualTo("1 run, 2 calls checked: all is well\n");
        assertThat(cli.run("budget", "--json").json().path("scopes").findValuesAsText("key"))
                .contains(run);
        assertThat(folder.resolve(".gorgon")).doesNotExist();
    }

    @Test
    void aRunWithoutBudgetGoesOnWhenItIsRaised() {
        Cli.Result paused = cli.run("run", "--mock", "--json", "poor.gorgon.yaml");
        assertThat(paused.json().path("status").asText()).isEqualTo("paused_budget");
        String run = paused.json().path("run_id").asText();

        Cli.Result resumed = cli.run("resume", "--mock", run, "--add-tokens", "5000");

        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.out()).startsWith("said:\n");
    }

    @Test
    void whatEndedLongAgoIsRemoved() {
        Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-40));
        try (StateFixture past = new StateFixture(place, longAgo)) {
            past.end(past.start(OLD), RunStatus.SUCCESS, null);
        }

        assertThat(cli.run("gc", "--older", "30d", "--json").json().path("runs").asInt())
                .isEqualTo(1);
        assertThat(cli.run("runs", "--json").json()).isEmpty();
    }

    @Test
    void userAndPasswordAreTakenFromTheEnvironment() throws Exception {
        Map<String, String> right =
                Map.of(
                        USER,
                        PostgresServer.CAREFUL_USER,
                        PASSWORD,
                        PostgresServer.CAREFUL_PASSWORD);

        Cli.Result ran = process(right, "run", "--mock", "--json", "notice.gorgon.yaml");

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(3);
        assertThat(cli.run("runs", "--json").json().findValuesAsText("run_id"))
                .containsExactly(ran.json().path("run_id").asText());
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() throws Exception {
        Map<String, String> wrong =
                Map.of(USER, PostgresServer.CAREFUL_USER, PASSWORD, "battery staple");
        for (String[] command :
                new String[][] {{"run", "--mock", "notice.gorgon.yaml"}, {"runs"}, {"budget"}}) {
            Cli.Result refused = process(wrong, command);

            assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(refused.err())
                    .startsWith("gorgon: the state database " + place + " cannot be used")
                    .contains(PASSWORD)
                    .doesNotContain("battery", "at io.gorgon")
                    .hasLineCount(1);
            assertThat(refused.out()).isEmpty();
        }
    }

    @Test
    void aServerThatNobodyRunsIsToldByItsAddress() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String url = "postgresql://127.0.0.1:" + port + "/gorgon";
        Cli lost = state(url).file("notice.gorgon.yaml", NOTICE);
        for (String[] command :
                new String[][] {
                    {"run", "--mock", "notice.gorgon.yaml"},
                    {"runs"},
                    {"show", "x"},
                    {"approve", "x"},
                    {"fsck"},
                    {"gc", "--older", "1d"},
                    {"budget"}
                }) {
            Cli.Result refused = lost.run(command);

            assertThat(refused.exitCode()).as(command[0]).isEqualTo(ExitCode.FAILED);
            assertThat(refused.err())
                    .as(command[0])
                    .startsWith("gorgon: the state database " + url + " cannot be used")
                    .contains("check that the server runs")
                    .doesNotContain("postmaster", "at io.gorgon")
                    .hasLineCount(1);
        }
    }

    @Test
    void aServerElsewhereIsRefusedInModeLocal() {
        Cli.Result refused =
                state("postgresql://db.example.org/gorgon")
                        .file("notice.gorgon.yaml", NOTICE)
                        .run("run", "--mock", "notice.gorgon.yaml");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err())
                .contains("state.url", "is not on this machine", "allow_remote: true")
                .doesNotContain("at io.gorgon");
    }

    @Test
    void anAddressWithAPasswordIsRefusedWithoutIt() {
        Cli.Result refused = state("postgresql://me:hunter2@127.0.0.1/gorgon").run("runs");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err()).contains("state.url", PASSWORD).doesNotContain("hunter2");
    }
}
