package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.journal.JournaledRun;
import io.gorgon.workflow.run.RunStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that check the state file and remove what is old. */
class StateCareTest {

    private static final String OLD = "01k9x3f7-aaaaaa";
    private static final String WAITING = "01k9x3f8-bbbbbb";
    private static final String NEW = "01k9x3f9-cccccc";

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void open() {
        cli = new Cli(folder);
    }

    private void fill() {
        Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-40));
        try (StateFixture past = new StateFixture(folder, longAgo)) {
            past.end(past.start(OLD), RunStatus.SUCCESS, null);
            past.waits(WAITING);
        }
        try (StateFixture now = new StateFixture(folder)) {
            now.end(now.start(NEW), RunStatus.FAILED, "no");
        }
    }

    @Test
    void aStateWithoutFaultsIsWell() {
        try (StateFixture state = new StateFixture(folder)) {
            state.end(state.start(NEW), RunStatus.SUCCESS, null);
        }
        assertThat(cli.run("fsck").out()).isEqualTo("1 run, 1 call checked: all is well\n");
        JsonNode document = cli.run("fsck", "--json").json();
        assertThat(document.path("ok").asBoolean()).isTrue();
        assertThat(document.path("findings")).isEmpty();
    }

    @Test
    void aBudgetThatHasBookedSomethingElseIsFoundWithItsRun() {
        try (StateFixture state = new StateFixture(folder)) {
            state.booked = 119;
            state.end(state.start(NEW), RunStatus.SUCCESS, null);
        }

        Cli.Result result = cli.run("fsck");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out())
                .startsWith("1 run, 1 call checked: 1 finding\n- ")
                .contains("119 tokens", "120 tokens");
        JsonNode finding = cli.run("fsck", "--json").json().at("/findings/0");
        assertThat(finding.path("run_id").asText()).isEqualTo(NEW);
        assertThat(finding.path("remedy").asText()).contains("gorgon show " + NEW);
    }

    @Test
    void aDamagedFileIsFoundWithWhatToDo() throws IOException {
        fill();
        damage(folder.resolve(".gorgon/state.db"));

        Cli.Result result = cli.run("fsck", "--json");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        JsonNode document = result.json();
        assertThat(document.path("ok").asBoolean()).isFalse();
        assertThat(document.at("/findings/0/sentence").asText()).contains("state.db is damaged");
        assertThat(document.at("/findings/0/remedy").asText()).contains("restore a backup");
        assertThat(cli.run("fsck").out())
                .doesNotContain("checked")
                .contains("- The database sqlite:");
    }

    /** Overwrites the head of the page that has the text of the workflow. */
    private static void damage(Path file) throws IOException {
        int page = 4096;
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        int place = bytes.indexOf("name: Contract Review");
        assertThat(place).isPositive();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[64]), (long) place / page * page);
        }
    }

    @Test
    void whatEndedLongAgoIsRemovedAndWhatWaitsStays() {
        fill();

        JsonNode planned = cli.run("gc", "--older", "30d", "--dry-run", "--json").json();
        assertThat(planned.path("runs").asInt()).isEqualTo(1);
        assertThat(planned.path("bytes").asLong()).isPositive();
        assertThat(cli.run("runs", "--json").json()).hasSize(3);

        JsonNode removed = cli.run("gc", "--older", "30d", "--json").json();
        assertThat(removed.path("runs").asInt()).isEqualTo(1);
        assertThat(removed.path("bytes")).isEqualTo(planned.path("bytes"));
        assertThat(cli.run("runs", "--json").json().findValuesAsText("run_id"))
                .containsExactly(NEW, WAITING);
        assertThat(cli.run("gc", "--older", "4w").out())
                .isEqualTo("Removed: 0 runs and 0 calls outside of runs, about 0 B of texts.\n");
    }

    @Test
    void aRunThatIsWorkedOnStays() {
        Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-40));
        try (StateFixture state = new StateFixture(folder, longAgo)) {
            JournaledRun running = state.start(OLD);
            cli.run("gc", "--older", "1m");
            assertThat(state.journal.run(OLD)).isPresent();
            running.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0d", "30", "soon", "-3d", "1.5h", "30 days", "99999999d", ""})
    void aTimeThatCannotBeReadIsRefused(String time) {
        Cli.Result result = cli.run("gc", "--older=" + time);
        assertThat(result.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err()).contains("--older");
    }

    @Test
    void withoutATimeNothingIsRemoved() {
        assertThat(cli.run("gc").exitCode()).isEqualTo(ExitCode.INVALID);
    }
}
