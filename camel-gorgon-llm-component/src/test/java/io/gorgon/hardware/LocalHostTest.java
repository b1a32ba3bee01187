package io.gorgon.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, also ones that do not behave. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LocalHostTest {

    private final LocalHost host = new LocalHost(name -> null);

    @TempDir private Path folder;

    private String program(String script) throws Exception {
        Path file = folder.resolve("program");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }

    @Test
    void aProgramIsReadToItsEnd() throws Exception {
        Host.Output output =
                host.run(program("i=0; while [ $i -lt 20000 ]; do echo line; i=$((i+1)); done"));

        assertThat(output.failed()).isFalse();
        assertThat(output.text().lines()).hasSize(20000);
    }

    @Test
    void aProgramThatHangsIsEndedWithItsChildren() throws Exception {
        Path alive = folder.resolve("alive");
        LocalHost impatient = new LocalHost(name -> null, Duration.ofMillis(1500));

        Host.Output output = impatient.run(program("sleep 600 & echo $! > " + alive + "; wait"));

        assertThat(output.failure()).contains("did not answer");
        long child = Long.parseLong(Files.readString(alive).strip());
        await().until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void aProgramThatFailsIsToldWithWhatItSaid() throws Exception {
        Host.Output output = host.run(program("echo Driver/library version mismatch; exit 18"));

        assertThat(output.failure())
                .contains("ended with status 18: Driver/library version mismatch");
    }

    @Test
    void aProgramThatIsNotThereOrMayNotRunIsAFailureOfItsOwn() throws Exception {
        Path file = Files.writeString(folder.resolve("text"), "no program");

        assertThat(host.run("no-such-program-anywhere").failure()).endsWith("cannot be run");
        assertThat(host.run(file.toString()).failure()).endsWith("cannot be run");
    }

    @Test
    void filesThatCannotBeReadAreEmpty() {
        assertThat(host.file(folder.resolve("nothing").toString())).isEmpty();
        assertThat(host.file(folder.toString())).isEmpty();
        assertThat(host.folder(folder.resolve("nothing").toString())).isEmpty();
        assertThat(host.file("\0")).isEmpty();
    }

    @Test
    void theMachineOfThisTestHasMemoryByItsFilesAndByTheLibrary() {
        MachineProfile profile = new ProfileReader(host).read();

        assertThat(profile.totalMemory()).isPositive();
        assertThat(profile.availableMemory()).isPositive();
        assertThat(host.memory()).isPresent();
        assertThat(host.memory().get().total()).isGreaterThanOrEqualTo(profile.totalMemory());
    }
}
