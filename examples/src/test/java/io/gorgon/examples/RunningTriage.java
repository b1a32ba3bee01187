package io.gorgon.examples;

import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The program of the example queue-triage, as a process of its own. */
final class RunningTriage implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(120);

    private final Process process;
    private final ActiveMQConnectionFactory broker;
    private final List<String> output = new CopyOnWriteArrayList<>();

    /**
     * @param data the folder where its broker keeps the messages
     * @param config its gorgon.yaml
     */
    RunningTriage(Path data, Path config) throws IOException {
        int port = freePort();
        this.broker = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
        ProcessBuilder program =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "examples/queue-triage/QueueTriage.java");
        program.directory(Path.of("..").toFile());
        program.environment()
                .putAll(
                        Map.of(
                                "TRIAGE_PORT",
                                String.valueOf(port),
                                "TRIAGE_DATA",
                                data.toAbsolutePath().toString(),
                                "GORGON_CONFIG",
                                config.toAbsolutePath().toString()));
        program.redirectErrorStream(true);
        process = program.start();
        Thread reading = new Thread(this::read, "output of queue-triage");
        reading.setDaemon(true);
        reading.start();
        awaitOutput("Queue 'support' at");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(output::add);
        } catch (UncheckedIOException | IOException ended) {
            output.add("(the program has ended)");
        }
    }

    void type(String line) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
    }

    /** Waits until a line of the program has this text. */
    void awaitOutput(String text) {
        await().atMost(LONG)
                .failFast(
                        "the program has ended",
                        () -> {
                            if (!process.isAlive()) {
                                throw new AssertionError(String.join("\n", output));
                            }
                        })
                .until(() -> output.stream().anyMatch(line -> line.contains(text)));
    }

    /** A connection to its broker, as another program on this machine has it; started. */
    Connection connect() throws JMSException {
        Connection connection = broker.createConnection();
        connection.start();
        return connection;
    }

    /** Ends it as a power failure would. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        broker.close();
        process.destroy();
        try {
            awaitEnd();
        } finally {
            process.destroyForcibly();
        }
    }

    private void awaitEnd() {
        await().atMost(LONG).until(() -> !process.isAlive());
    }
}
