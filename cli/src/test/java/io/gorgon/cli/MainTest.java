package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a JVM of its own can show. */
class MainTest {

    private static final int PATIENCE_SECONDS = 60;

    /** Signal 2 in the masks of /proc. */
    private static final long SIGINT = 1L << 1;

    @TempDir private Path folder;

    private Process begin(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(interruptible());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().remove("GORGON_CONFIG");
        builder.environment().put("HOME", folder.toString());
        return builder.start();
    }

    /**
     * A build in the background of a shell has Ctrl-C ignored, and what it starts inherits that; a
     * person's terminal does not.
     */
    private static List<String> interruptible() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(status)) {
            boolean ignored =
                    lines.filter(line -> line.startsWith("SigIgn:"))
                            .map(line -> line.substring("SigIgn:".length()).strip())
                            .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SIGINT) != 0);
            return ignored ? List.of("env", "--default-signal=INT") : List.of();
        }
    }

    @Test
    void theExitCodeAndTheAnswerReachTheShell() throws Exception {
        Process process = begin("ask", "--provider", "mock", "--system", "Grüße", "hi");
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(out).contains("mock");
        assertThat(err.strip()).isEqualTo("answered by the built-in mock, not by a model");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "processes are not asked to end there")
    void beingAskedToEndCancelsTheCallUpstream() throws Exception {
        try (FakeOllama ollama = new FakeOllama()) {
            new Cli(folder).ollama(ollama.url());
            ollama.endless("/api/chat", FakeOllama.content("on and "));
            Process process = begin("ask", "--tier", "fast", "--stream", "hi");
            byte[] beginning = process.getInputStream().readNBytes("on and ".length());
            process.toHandle().destroy();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(beginning, StandardCharsets.UTF_8)).isEqualTo("on and ");
            assertThat(ollama.clientGone.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            String err =
                    new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(err).contains("gorgon: cancelled");
            assertThat(process.exitValue()).isNotZero();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill")
    void ctrlCEndsARunWithItsOwnExitCode() throws Exception {
        new Cli(folder)
                .file("w.yaml", "name: W\nsteps: [{id: w, type: wait, params: {seconds: 200}}]\n");
        Process process = begin("run", "--mock", "w.yaml");
        BufferedReader err =
                new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        String line = err.readLine();
        while (line != null && !line.contains("#1 w: started")) {
            line = err.readLine();
        }
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(5);
    }
}
