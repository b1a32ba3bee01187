package io.gorgon.camel.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the state is full while a run is under way: a small one, made for a process only. */
@Tag("kill")
class DiskFullTest {

    private static final String KEY = "run";

    /** Three calls, one after the other. */
    static final String WORKFLOW =
            """
            name: Chain
            inputs: {key: {type: string, required: true}}
            outputs: [one, two, three]
            steps:
              - {id: s1, type: llm, outputs: [one], params: {prompt: "<<${key}|s1>>", max_tokens: 50}}
              - {id: s2, type: llm, outputs: [two], params: {prompt: "<<${key}|s2>>", max_tokens: 50}}
              - {id: s3, type: llm, outputs: [three], params: {prompt: "<<${key}|s3>>", max_tokens: 50}}
            """;

    @TempDir Path folder;

    private static boolean canMount() {
        try {
            return new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void aPaidAnswerIsKeptUntilThereIsRoomAndNothingIsBegunMeanwhile() throws Exception {
        assumeThat(canMount()).as("a small disk can be made here, with unshare").isTrue();
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path ballast = disk.resolve("ballast");
        try (DurableTrial trial = new DurableTrial(folder)) {
            trial.write(
                    "gorgon.yaml",
                    DurableTrial.config(
                            trial.provider().port(), "sqlite:" + disk.resolve("state.db")));
            trial.withWorkflow("w", KEY, WORKFLOW);
            Runner runner =
                    trial.prepare(
                            List.of(
                                    "unshare",
                                    "-rm",
                                    "sh",
                                    "-c",
                                    "mount -t tmpfs -o size=4m none \"$0\" && exec \"$@\"",
                                    disk.toString()));
            runner.open().awaitLine("open");
            AtomicBoolean full = new AtomicBoolean();
            trial.provider()
                    .whenAsked(
                            call -> {
                                if (call.path().equals("s2") && full.compareAndSet(false, true)) {
                                    runner.tell("fill " + ballast).awaitLine("filled");
                                }
                            });
            trial.startAll(runner);

            String message = runner.awaitLineWith("no room left");
            assertThat(message).contains(disk.resolve("state.db").toString());
            assertThat(trial.provider().asked()).isEqualTo(2);
            runner.tell("delete " + ballast);
            trial.awaitAllEnded(runner);
            runner.tell("stop").awaitLine("stopped");
            runner.tell("copy " + disk.resolve("state.db") + " " + folder.resolve("state.db"))
                    .awaitLine("copied");
            runner.kill();

            assertThat(trial.provider().bills()).hasSize(3);
            trial.onFile("");
            assertThat(Audit.of(trial).inDoubtTokens()).isZero();
            trial.assertSameOutputsAsWithoutInterruption();
        }
    }
}
