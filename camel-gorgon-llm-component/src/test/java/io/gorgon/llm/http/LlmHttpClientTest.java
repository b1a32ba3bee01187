package io.gorgon.llm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.gorgon.llm.Cancellation;
import io.gorgon.llm.contract.PlainHttpClients;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.LlmTimeoutException.Phase;
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.error.UnreachableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a bare socket, for what no HTTP server can be told to do. */
class LlmHttpClientTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Timeouts PATIENT = new Timeouts(LONG, LONG, LONG, LONG);
    private static final CallContext CALL = new CallContext("m", null, new Cancellation());
    private static final String STREAM_HEAD =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final PlainHttpClients clients = new PlainHttpClients();
    private ServerSocket server;
    private LlmHttpClient http;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void close() throws IOException {
        if (http != null) {
            http.close();
        }
        clients.close();
        server.close();
    }

    private LlmHttpClient client(Timeouts timeouts, Integer maxConnections) {
        return client("127.0.0.1", AddressPolicy.LOOPBACK, timeouts, maxConnections);
    }

    private LlmHttpClient client(
            String host, AddressPolicy policy, Timeouts timeouts, Integer maxConnections) {
        URI address = URI.create("http://" + host + ":" + server.getLocalPort() + "/base/");
        http =
                new LlmHttpClient(
                        clients,
                        new HttpClientSettings(
                                "test", address, true, maxConnections, timeouts.connect()),
                        policy,
                        timeouts,
                        1_000,
                        () -> Map.of("X-Test", "yes"),
                        response ->
                                new BadRequestException(
                                        response.provider(),
                                        response.model(),
                                        response.status(),
                                        "refused: " + response.text(),
                                        null),
                        Clock.systemUTC());
        return http;
    }

    /** Takes one connection, reads the head of its request and sends this. */
    private Thread answer(String text, StringBuffer head) {
        Thread thread =
                new Thread(
                        () -> {
                            try (Socket socket = server.accept()) {
                                int next = socket.getInputStream().read();
                                while (next >= 0 && head.indexOf("\r\n\r\n") < 0) {
                                    head.append((char) next);
                                    next =
                                            head.indexOf("\r\n\r\n") < 0
                                                    ? socket.getInputStream().read()
                                                    : next;
                                }
                                socket.getOutputStream().write(text.getBytes());
                                socket.getOutputStream().flush();
                                // ends when the client closes the connection
                                while (socket.getInputStream().read() >= 0) {
                                    head.append("");
                                }
                            } catch (IOException e) {
                                head.append(e.getMessage());
                            }
                        });
        thread.start();
        return thread;
    }

    @Test
    void theRequestIsPlainAndItsPathIsBelowTheBase() throws Exception {
        StringBuffer head = new StringBuffer();
        Thread serving = answer("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}", head);

        assertThat(client(PATIENT, null).getJson("/x", CALL).path("a").asInt()).isEqualTo(1);

        clients.close();
        serving.join();
        assertThat(head.toString())
                .startsWith("GET /base/x HTTP/1.1\r\n")
                .contains("X-Test: yes")
                .doesNotContain("Accept-Encoding");
    }

    @Test
    void closingAStreamClosesItsConnection() throws Exception {
        StringBuffer head = new StringBuffer();
        Thread serving = answer(STREAM_HEAD + "3\r\nabc\r\n", head);

        HttpCall call = client(PATIENT, null).postStream("/x", LlmHttpClient.JSON.nullNode(), CALL);
        assertThat(call.body().read()).isEqualTo('a');
        call.close();
        call.close();

        serving.join();
        await().untilAsserted(() -> assertThat(clients.leased()).isZero());
    }

    @Test
    void anAnswerThatBreaksOffIsABrokenOne() throws Exception {
        Thread serving =
                new Thread(
                        () -> {
                            try (Socket socket = server.accept()) {
                                socket.getInputStream().read();
                                socket.getOutputStream()
                                        .write(
                                                "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"
                                                        .getBytes());
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        serving.start();

        assertThatThrownBy(() -> client(PATIENT, null).getJson("/x", CALL))
                .isInstanceOf(BrokenStreamException.class);
        serving.join();
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        StringBuffer head = new StringBuffer();
        answer(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 4\r\n\r\nGone",
                head);

        assertThatThrownBy(() -> client(PATIENT, null).getJson("/x", CALL))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("refused: Gone");
    }

    @Test
    void aServerThatTakesNoConnectionEndsInTheConnectTimeOut() throws IOException {
        List<Socket> queue = new ArrayList<>();
        try {
            // Fills the queue of connections that nobody accepts.
            for (int i = 0; i < 8; i++) {
                Socket waiting = new Socket();
                queue.add(waiting);
                if (!connects(waiting)) {
                    break;
                }
            }
            LlmTimeoutException failure =
                    catchThrowableOfType(
                            LlmTimeoutException.class,
                            () ->
                                    client(new Timeouts(SHORT, LONG, LONG, LONG), null)
                                            .getJson("/x", CALL));

            assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
            assertThat(failure).hasMessageContaining("127.0.0.1:" + server.getLocalPort());
        } finally {
            for (Socket waiting : queue) {
                waiting.close();
            }
        }
    }

    private boolean connects(Socket socket) {
        try {
            socket.connect(server.getLocalSocketAddress(), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aPoolWithoutFreeConnectionIsAnOverload() {
        answer(STREAM_HEAD + "3\r\nabc\r\n", new StringBuffer());
        LlmHttpClient client = client(new Timeouts(SHORT, LONG, LONG, LONG), 1);

        HttpCall first = client.postStream("/x", LlmHttpClient.JSON.nullNode(), CALL);
        assertThatThrownBy(() -> client.getJson("/x", CALL))
                .isInstanceOf(OverloadedException.class)
                .hasMessageContaining("max_connections");
        first.close();
    }

    @Test
    void anAddressThatThePolicyForbidsIsNotCalled() {
        assertThatThrownBy(
                        () ->
                                client("192.0.2.1", AddressPolicy.LOOPBACK, PATIENT, null)
                                        .getJson("/x", CALL))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("192.0.2.1 is not an address of this machine");
        assertThatThrownBy(
                        () ->
                                client("192.0.2.1", AddressPolicy.PRIVATE, PATIENT, null)
                                        .getJson("/x", CALL))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("private network");
    }

    @Test
    void aHostThatIsUnknownIsNamed() {
        assertThatThrownBy(
                        () ->
                                client("nowhere.invalid", AddressPolicy.ANYWHERE, PATIENT, null)
                                        .getJson("/x", CALL))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("nowhere.invalid")
                .hasMessageContaining("the host name is unknown");
    }

    @Test
    void aSlowReaderIsNotTheProvidersFault() throws Exception {
        answer(STREAM_HEAD + "3\r\nabc\r\n0\r\n\r\n", new StringBuffer());
        Timeouts timeouts = new Timeouts(LONG, SHORT, SHORT, LONG);
        HttpCall call =
                client(timeouts, null).postStream("/x", LlmHttpClient.JSON.nullNode(), CALL);

        call.startWaiting();
        assertThat(call.body().read()).isEqualTo('a');
        call.stopWaiting();
        call.progressed();
        await().pollDelay(SHORT.multipliedBy(3)).until(() -> true);

        call.startWaiting();
        assertThat(call.body().read()).isEqualTo('b');
        call.close();
    }
}
