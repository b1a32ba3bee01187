package io.gorgon.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.langchain4j.model.ollama.OllamaChatModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * What a call through router, chain and circuit breaker costs beside a bare call of Apache's HTTP
 * client and one of langchain4j to the same instant server. The three take turns in one process, so
 * that whatever else the machine does hits all of them alike, which forks of JMH would not.
 */
public final class CallCost {

    private static final String PROMPT = "Why is the sky blue?";
    private static final byte[] BARE_BODY =
            ("{\"model\":\"llama3.1:8b\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\""
                            + PROMPT
                            + "\"}]}")
                    .getBytes(StandardCharsets.UTF_8);

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Map<String, Callable<String>> callers = new LinkedHashMap<>();
    private final Map<String, List<long[]>> nanos = new LinkedHashMap<>();
    private final Map<String, List<Double>> cpuMicros = new LinkedHashMap<>();

    private CallCost() {}

    /**
     * @param arguments the number of rounds (40) and of calls of each in a round (500)
     */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40;
        int calls = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
        Process server =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:auto",
                                "-cp",
                                System.getProperty("java.class.path"),
                                InstantServer.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out =
                        new BufferedReader(
                                new InputStreamReader(
                                        server.getInputStream(), StandardCharsets.US_ASCII));
                CloseableHttpClient http = HttpClients.createDefault();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            String address = "http://127.0.0.1:" + out.readLine();
            new CallCost().measure(address, http, camel, rounds, calls);
        } finally {
            server.destroy();
        }
    }

    private void measure(
            String address,
            CloseableHttpClient http,
            DefaultCamelContext camel,
            int rounds,
            int calls)
            throws Exception {
        callers.put("bare HTTP client", () -> bare(http, address));
        callers.put("langchain4j", langchain4j(address));
        callers.put("gorgon", gorgon(camel, address));
        for (String name : callers.keySet()) {
            nanos.put(name, new ArrayList<>());
            cpuMicros.put(name, new ArrayList<>());
        }
        for (int i = 0; i < rounds / 2; i++) {
            round(calls, false);
        }
        for (int i = 0; i < rounds; i++) {
            round(calls, true);
        }
        report();
    }

    private static String bare(CloseableHttpClient http, String address) throws IOException {
        HttpPost post = new HttpPost(address + "/api/chat");
        post.setEntity(new ByteArrayEntity(BARE_BODY, ContentType.APPLICATION_JSON));
        return http.execute(post, response -> EntityUtils.toString(response.getEntity()));
    }

    private static Callable<String> langchain4j(String address) {
        OllamaChatModel model =
                OllamaChatModel.builder().baseUrl(address).modelName("llama3.1:8b").build();
        return () -> model.chat(PROMPT);
    }

    private static Callable<String> gorgon(DefaultCamelContext camel, String address)
            throws IOException {
        Path folder = Files.createTempDirectory("gorgon-benchmark");
        Path config =
                Files.writeString(
                        folder.resolve("gorgon.yaml"),
                        "llm: {mode: local, providers: {ollama: {base_url: '" + address + "'}}}");
        camel.getComponent("gorgon-llm", io.gorgon.camel.llm.GorgonLlmComponent.class)
                .setConfig(config.toString());
        camel.start();
        ProducerTemplate template = camel.createProducerTemplate();
        Endpoint endpoint = camel.getEndpoint("gorgon-llm:standard");
        return () -> template.requestBody(endpoint, PROMPT, String.class);
    }

    private void round(int calls, boolean counts) throws Exception {
        for (Map.Entry<String, Callable<String>> caller : callers.entrySet()) {
            long[] took = new long[calls];
            long cpu = PROCESS.getProcessCpuTime();
            for (int i = 0; i < calls; i++) {
                long started = System.nanoTime();
                String answer = caller.getValue().call();
                took[i] = System.nanoTime() - started;
                if (!answer.contains("The sky is blue")) {
                    throw new IllegalStateException("a wrong answer: " + answer);
                }
            }
            if (counts) {
                cpuMicros
                        .get(caller.getKey())
                        .add((PROCESS.getProcessCpuTime() - cpu) / 1000.0 / calls);
                nanos.get(caller.getKey()).add(took);
            }
        }
    }

    private void report() {
        double bareP50 = percentile("bare HTTP client", 0.5);
        double bareP99 = percentile("bare HTTP client", 0.99);
        double bareCpu = cpu("bare HTTP client");
        double otherCpu = cpu("langchain4j");
        System.out.printf(
                "%n| | p50 ms | p99 ms | CPU ms per call | p50 added ms | p99 added ms | CPU to bare | CPU to langchain4j |%n");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (String name : callers.keySet()) {
            System.out.printf(
                    "| %s | %.3f | %.3f | %.3f | %.3f | %.3f | x %.2f | x %.2f |%n",
                    name,
                    percentile(name, 0.5),
                    percentile(name, 0.99),
                    cpu(name),
                    percentile(name, 0.5) - bareP50,
                    percentile(name, 0.99) - bareP99,
                    cpu(name) / bareCpu,
                    cpu(name) / otherCpu);
        }
    }

    /** The median over the rounds of the percentile in a round, in milliseconds. */
    private double percentile(String name, double part) {
        return median(
                nanos.get(name).stream()
                        .map(
                                round -> {
                                    long[] sorted = round.clone();
                                    Arrays.sort(sorted);
                                    return sorted[(int) (part * (sorted.length - 1))] / 1e6;
                                })
                        .toList());
    }

    private double cpu(String name) {
        return median(cpuMicros.get(name)) / 1000;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
