package io.gorgon.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gorgon.workflow.run.RunListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes from the start of a process to the first new call, after the process before it
 * was killed in the middle of a run. Nobody tells the new process to go on; it does so by itself.
 */
public final class RecoveryTime {

    private static final int STEPS = 60;
    private static final String MODELS =
            "{\"models\":[{\"name\":\"llama3.1:8b\",\"model\":\"llama3.1:8b\"}]}";
    private static final String ANSWER =
            "{\"model\":\"llama3.1:8b\",\"created_at\":\"2026-11-22T10:00:00Z\",\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"yes\"},\"done\":true,\"done_reason\":"
                    + "\"stop\",\"prompt_eval_count\":12,\"eval_count\":2}";

    /** Counts down with each call of a model. */
    private volatile CountDownLatch calls = new CountDownLatch(0);

    private RecoveryTime() {}

    /**
     * @param arguments how often to measure (10); or {@code child}, a folder and whether to start
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("child")) {
            Path folder = Path.of(arguments[1]);
            WorkflowApplication application =
                    new WorkflowApplication(folder, folder.resolve("gorgon.yaml"));
            if (Boolean.parseBoolean(arguments[2])) {
                application.run("chain", true, new RunListener() {});
            }
            new CountDownLatch(1).await();
        }
        new RecoveryTime().measure(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10);
    }

    private void measure(int times) throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            seconds.add(once(server.getAddress().getPort()));
            System.out.printf("%.2f s%n", seconds.get(i));
        }
        seconds.sort(null);
        System.out.printf(
                "from the start of the process to the first new call: median %.2f s, at most %.2f"
                        + " s%n",
                seconds.get(times / 2), seconds.get(times - 1));
        System.exit(0);
    }

    private double once(int port) throws Exception {
        Path folder = Files.createTempDirectory("gorgon-recovery");
        WorkflowApplication.writeChain(folder, "chain", STEPS);
        Files.writeString(
                folder.resolve("gorgon.yaml"),
                """
                llm:
                  providers: {ollama: {base_url: "http://127.0.0.1:%d"}}
                  hardware: {check: "off"}
                state: {url: "sqlite:%s"}
                """
                        .formatted(port, folder.resolve("state.db")));
        calls = new CountDownLatch(10);
        Process first = child(folder, true);
        await();
        first.destroyForcibly().waitFor();
        calls = new CountDownLatch(1);
        long begun = System.nanoTime();
        Process second = child(folder, false);
        await();
        double seconds = (System.nanoTime() - begun) / 1e9;
        second.destroyForcibly().waitFor();
        return seconds;
    }

    private void await() throws InterruptedException {
        if (!calls.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no call was made within a minute");
        }
    }

    private static Process child(Path folder, boolean starts) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        RecoveryTime.class.getName(),
                        "child",
                        folder.toString(),
                        String.valueOf(starts))
                .inheritIO()
                .start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean call = exchange.getRequestMethod().equals("POST");
            exchange.getRequestBody().readAllBytes();
            if (call) {
                calls.countDown();
            }
            byte[] body = (call ? ANSWER : MODELS).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
