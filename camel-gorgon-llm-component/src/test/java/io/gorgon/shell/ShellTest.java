package io.gorgon.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gorgon.llm.Cancellation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTest {

    private static final ShellOptions ONE_SECOND =
            ShellOptions.defaults().withTimeout(Duration.ofSeconds(1));

    @TempDir Path folder;

    @Test
    void aFailureTellsTheCodeAndTheErrorOutput() {
        ShellResult result = Shells.run("echo out; echo err >&2; exit 3", Map.of());

        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.requireFinished()).isSameAs(result);
        assertThatThrownBy(result::requireSuccess)
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("Command failed with code 3: err\n");
    }

    @Test
    void aFailureShowsAThousandCharactersOfTheErrorOutput() {
        ShellResult result = Shells.run("printf '%2000s' x >&2; exit 1", Map.of());

        assertThatThrownBy(result::requireSuccess)
                .hasMessage("Command failed with code 1: " + " ".repeat(1000));
    }

    @Test
    void aCommandIsRequiredAndNotBlank() {
        assertThatThrownBy(() -> ShellScript.parse(null)).hasMessageContaining("required");
        assertThatThrownBy(() -> ShellScript.parse("")).hasMessageContaining("required");
        assertThatThrownBy(() -> ShellScript.parse(" \n")).hasMessageContaining("cannot be empty");
    }

    @Test
    void aTimeOutEndsTheCommandAndShowsWhatItSaid() {
        ShellResult result = Shells.run("echo started; sleep 60", Map.of(), ONE_SECOND);

        assertThat(result.timedOut()).isTrue();
        assertThatThrownBy(result::requireFinished)
                .isInstanceOf(CommandTimedOutException.class)
                .hasMessageContaining("Command timed out after 1 seconds")
                .hasMessageContaining("started");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sh -c 'echo $$ > pid; sleep 60; :'; :",
                "(sh -c 'echo $$ > pid; sleep 60; :' &) ; sleep 60",
                "sh -c 'trap \"\" TERM; echo $$ > pid; while :; do sleep 60; done' & wait",
                "setsid sh -c 'echo $$ > pid; sleep 60; :' & wait",
                "(setsid sh -c 'trap \"\" TERM; echo $$ > pid; while :; do sleep 1; done' &) ; sleep 60"
            })
    void aTimeOutEndsTheWholeTree(String command) throws Exception {
        ShellResult result = Shells.run(command, Map.of(), ONE_SECOND.withWorkingDirectory(folder));

        assertThat(result.timedOut()).isTrue();
        assertGone();
    }

    @Test
    void whatACommandLeavesRunningIsEndedWithIt() throws Exception {
        ShellResult result =
                Shells.run(
                        "sh -c 'echo $$ > pid; sleep 60; :' & while [ ! -s pid ]; do :; done; echo done",
                        Map.of(),
                        ShellOptions.defaults().withWorkingDirectory(folder));

        assertThat(result.requireSuccess().stdout()).isEqualTo("done\n");
        assertGone();
    }

    @Test
    void aChildThatWritesWithoutEndDoesNotHoldTheCommand() {
        assertThat(Shells.run("yes & echo done; exit 0", Map.of()).exitCode()).isZero();
    }

    @Test
    void cancellationEndsTheWholeTree() throws Exception {
        Cancellation cancellation = new Cancellation();
        RunnableScript script = Shells.bind("sh -c 'echo $$ > pid; sleep 60; :'; :", Map.of());
        CompletableFuture<ShellResult> running =
                CompletableFuture.supplyAsync(
                        () ->
                                new Shell(Shells.EVERYTHING)
                                        .run(
                                                script,
                                                ShellOptions.defaults()
                                                        .withWorkingDirectory(folder),
                                                cancellation));
        await().until(() -> Files.exists(pidFile()) && Files.size(pidFile()) > 0);

        cancellation.cancel();

        assertThatThrownBy(running::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(CommandCancelledException.class);
        assertGone();
    }

    @Test
    void whatIsCancelledBeforeItStartsDoesNotRun() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        RunnableScript script = Shells.bind("echo > started", Map.of());

        assertThatThrownBy(
                        () ->
                                new Shell(Shells.EVERYTHING)
                                        .run(
                                                script,
                                                ShellOptions.defaults()
                                                        .withWorkingDirectory(folder),
                                                cancellation))
                .isInstanceOf(CommandCancelledException.class);
        assertThat(folder.resolve("started")).doesNotExist();
    }

    private Path pidFile() {
        return folder.resolve("pid");
    }

    /** A process that has ended may stay as a zombie until its new parent asks for it. */
    private void assertGone() throws Exception {
        long pid = Long.parseLong(Files.readString(pidFile()).strip());
        await().until(
                        () ->
                                ProcessHandle.of(pid).isEmpty()
                                        || Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"))
                                                        .length
                                                == 0);
    }

    @Test
    void outputAboveTheLimitIsCutAndMarked() {
        ShellResult result = Shells.run("head -c 30000000 /dev/zero | tr '\\0' x", Map.of());

        assertThat(result.stdoutTruncated()).isTrue();
        assertThat(result.stderrTruncated()).isFalse();
        assertThat(result.stdout())
                .hasSize(10 * 1024 * 1024 + "[OUTPUT TRUNCATED]".length())
                .endsWith("x[OUTPUT TRUNCATED]");
    }

    @Test
    void noCharacterIsCutInTwo() {
        ShellResult result =
                Shells.run(
                        "printf 'a漢字'; printf 'ok' >&2",
                        Map.of(),
                        ShellOptions.defaults().withMaxOutputBytes(3));

        assertThat(result.stdout()).isEqualTo("a[OUTPUT TRUNCATED]");
        assertThat(result.stderr()).isEqualTo("ok");
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        assertThat(Shells.stdout("printf 'a\\377b'", Map.of())).isEqualTo("a\ufffdb");
    }

    @Test
    void inputIsEmpty() {
        assertThat(Shells.stdout("cat; echo end", Map.of())).isEqualTo("end\n");
    }

    @Test
    void onlyListedVariablesAreInherited() {
        Shell shell =
                new Shell(
                        new ShellPolicy(Set.of("*"), List.of("PATH", "KEPT"), 1000),
                        new NativeText(true),
                        Map.of("PATH", System.getenv("PATH"), "KEPT", "yes", "API_KEY", "no"));

        String output =
                shell.run(
                                Shells.bind("env | cut -d= -f1 | sort", Map.of()),
                                ShellOptions.defaults().withEnvironment(Map.of("EXTRA", "x")),
                                new Cancellation())
                        .stdout();

        assertThat(output.lines())
                .contains("PATH", "KEPT", "EXTRA")
                .isSubsetOf(
                        "PATH", "KEPT", "EXTRA", "GORGON_COMMAND", "PWD", "OLDPWD", "SHLVL", "_");
    }

    @Test
    void aStepCannotSetThePathOfListedPrograms() {
        Shell shell = new Shell(Shells.policy("cat"));
        ShellOptions options = ShellOptions.defaults().withEnvironment(Map.of("PATH", "/tmp"));

        assertThatThrownBy(() -> shell.requireAllowed(Shells.bind("cat x", Map.of()), options))
                .isInstanceOf(RefusedCommandException.class)
                .hasMessageContaining("may not set PATH");
    }

    @Test
    void itRunsInTheWorkingDirectoryWhichMustExist() throws Exception {
        assertThat(
                        Shells.run(
                                        "pwd -P",
                                        Map.of(),
                                        ShellOptions.defaults().withWorkingDirectory(folder))
                                .stdout())
                .isEqualTo(folder.toRealPath() + "\n");
        assertThatThrownBy(
                        () ->
                                Shells.run(
                                        "pwd",
                                        Map.of(),
                                        ShellOptions.defaults()
                                                .withWorkingDirectory(folder.resolve("none"))))
                .isInstanceOf(RefusedCommandException.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void textThatIsNotUnderstoodRunsWhereEverythingMay() {
        assertThat(Shells.stdout("echo $'a' | head -c 1", Map.of())).hasSize(1);
        assertThatThrownBy(() -> ShellScript.parse("echo $'a' ${v}"))
                .isInstanceOf(RefusedCommandException.class)
                .hasMessageContaining("is not understood");
    }
}
