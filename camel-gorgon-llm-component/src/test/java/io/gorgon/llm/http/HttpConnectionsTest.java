package io.gorgon.llm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.contract.PlainHttpClients;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.CancelledException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a connection is used again, and when it is closed. */
class HttpConnectionsTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<Integer> clientPorts = new CopyOnWriteArrayList<>();
    private final CountDownLatch neverAnswered = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final PlainHttpClients clients = new PlainHttpClients();
    private HttpServer server;
    private LlmHttpClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/answer", this::answer);
        server.createContext("/never", this::never);
        server.start();
        client =
                new LlmHttpClient(
                        clients,
                        new HttpClientSettings(
                                "test",
                                URI.create("http://localhost:" + server.getAddress().getPort()),
                                true,
                                null,
                                null),
                        AddressPolicy.LOOPBACK,
                        new Timeouts(LONG, LONG, LONG, LONG),
                        1_000_000,
                        Map::of,
                        response ->
                                new BadRequestException(
                                        "test", null, response.status(), response.text(), null),
                        Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        neverAnswered.countDown();
        client.close();
        clients.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        clientPorts.add(exchange.getRemoteAddress().getPort());
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("{\"answer\": 1}\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void never(HttpExchange exchange) throws IOException {
        asked.countDown();
        try {
            neverAnswered.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static CallContext context() {
        return new CallContext("model", null, new Cancellation());
    }

    @Test
    void aConnectionIsUsedAgainAfterAWholeAnswer() {
        client.getJson("/answer", context());
        client.getJson("/answer", context());
        assertThat(clientPorts).hasSize(2);
        assertThat(clientPorts.get(0)).isEqualTo(clientPorts.get(1));
    }

    @Test
    void aConnectionIsUsedAgainAfterAStreamThatWasReadToItsEndMark() throws IOException {
        for (int i = 0; i < 2; i++) {
            HttpCall call = client.postStream("/answer", LlmHttpClient.JSON.nullNode(), context());
            call.body().readNBytes(14);
            call.finish();
        }
        assertThat(clientPorts).hasSize(2);
        assertThat(clientPorts.get(0)).isEqualTo(clientPorts.get(1));
    }

    @Test
    void aConnectionOfAStreamThatWasLeftIsNotUsedAgain() {
        for (int i = 0; i < 2; i++) {
            client.postStream("/answer", LlmHttpClient.JSON.nullNode(), context()).close();
        }
        assertThat(clientPorts).hasSize(2);
        assertThat(clientPorts.get(0)).isNotEqualTo(clientPorts.get(1));
    }

    @Test
    void closingAProviderEndsItsCalls() throws Exception {
        CompletableFuture<Void> call =
                CompletableFuture.runAsync(() -> client.getJson("/never", context()));
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        client.close();
        assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(CancelledException.class);
    }
}
