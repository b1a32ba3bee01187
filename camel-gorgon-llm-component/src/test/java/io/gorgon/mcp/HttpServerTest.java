package io.gorgon.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.gorgon.llm.Cancellation;
import io.gorgon.llm.http.AddressPolicy;
import io.gorgon.llm.http.DirectHttpClients;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers over HTTP, on loopback. */
@Timeout(60)
class HttpServerTest {

    private static final String SECRET = "hunter2-hunter2";

    private final DirectHttpClients clients = new DirectHttpClients();
    private WebServer web;
    private McpServers servers;

    @BeforeEach
    void start() throws IOException {
        web = new WebServer();
        servers = servers(McpCredential.NONE, Map.of());
    }

    @AfterEach
    void stop() throws IOException {
        web.release.countDown();
        servers.close();
        clients.close();
        web.close();
    }

    private McpServers servers(McpCredential credential, Map<String, String> environment) {
        return servers(
                Servers.at(
                        web.url("/mcp"), McpTransportKind.HTTP, AddressPolicy.LOOPBACK, credential),
                environment);
    }

    private McpServers servers(McpServerSettings settings, Map<String, String> environment) {
        servers =
                new McpServers(
                        new McpSettings(List.of(settings), true), environment::get, clients, "1");
        return servers;
    }

    private McpResult call(String tool) {
        return servers.call("ISSUES", tool, Map.of("a", 1), null, new Cancellation());
    }

    private <T extends McpException> T failure(Class<T> type, String tool) {
        T failure = catchThrowableOfType(type, () -> call(tool));
        assertThat(failure).as("the call must fail").isNotNull();
        return failure;
    }

    private long calls(String tool) {
        return web.rpcs().stream().filter(("tools/call " + tool)::equals).count();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aToolAnswersInJsonOrInAStreamOfEvents(boolean streams) {
        web.streams = streams;

        assertThat(call("echo").text()).isEqualTo("{\"a\":1}");
        assertThat(call("echo").text()).isEqualTo("{\"a\":1}");
        assertThat(web.rpcs())
                .containsExactly(
                        "initialize",
                        "notifications/initialized",
                        "tools/call echo",
                        "tools/call echo");
    }

    @Test
    void eachRequestAfterTheFirstCarriesTheSessionAndTheVersion() {
        call("echo");

        assertThat(web.last("initialize").header("Mcp-Session-Id")).isNull();
        assertThat(web.last("notifications/initialized").header("Mcp-Session-Id"))
                .isEqualTo("session-1");
        assertThat(web.last("tools/call echo").header("Mcp-Session-Id")).isEqualTo("session-1");
        assertThat(web.last("tools/call echo").header("MCP-Protocol-Version"))
                .isEqualTo("2025-06-18");
        assertThat(web.last("tools/call echo").header("Accept"))
                .contains("application/json", "text/event-stream");
    }

    @Test
    void aBearerCredentialBecomesTheAuthorizationHeaderOfEachRequest() {
        servers(McpCredential.BEARER, Map.of("TEST_TOKEN", SECRET));

        call("echo");

        assertThat(web.requests)
                .allSatisfy(
                        request -> {
                            assertThat(request.header("Authorization"))
                                    .isEqualTo("Bearer " + SECRET);
                            assertThat(request.header("X-API-Key")).isNull();
                        });
    }

    @Test
    void anApiKeyBecomesTheXApiKeyHeaderOfEachRequest() {
        servers(McpCredential.API_KEY, Map.of("TEST_TOKEN", SECRET));

        call("echo");

        assertThat(web.requests)
                .allSatisfy(
                        request -> {
                            assertThat(request.header("X-API-Key")).isEqualTo(SECRET);
                            assertThat(request.header("Authorization")).isNull();
                        });
    }

    @Test
    void withoutACredentialNoKeyIsSent() {
        servers(McpCredential.NONE, Map.of("TEST_TOKEN", SECRET));

        call("echo");

        assertThat(web.requests)
                .allSatisfy(
                        request ->
                                assertThat(request.headers().keySet())
                                        .doesNotContain("Authorization", "X-api-key"));
    }

    @Test
    void aMissingKeyIsToldBeforeAnythingIsSent() {
        servers(McpCredential.BEARER, Map.of());

        McpRequestException error = failure(McpRequestException.class, "echo");

        assertThat(error)
                .hasMessage(
                        "MCP server 'issues' needs a key: set the environment variable TEST_TOKEN"
                                + " (gorgon.yaml, line 3)");
        assertThat(error.permanent()).isTrue();
        assertThat(web.requests).isEmpty();
    }

    @Test
    void aRefusedKeyIsPermanentAndNamesTheVariable() {
        servers(McpCredential.BEARER, Map.of("TEST_TOKEN", SECRET));
        web.refusal = 401;

        McpRequestException error = failure(McpRequestException.class, "echo");

        assertThat(error)
                .hasMessageContaining("HTTP 401; check the key in the environment variable")
                .hasMessageContaining("TEST_TOKEN")
                .hasMessageNotContaining(SECRET);
        assertThat(error.permanent()).isTrue();
    }

    @Test
    void aKeyThatTheServerRepeatsIsNotShown() {
        servers(McpCredential.API_KEY, Map.of("TEST_TOKEN", SECRET));
        web.refusal = 503;
        web.refusalText = "no service for " + SECRET;

        McpConnectionException error = failure(McpConnectionException.class, "echo");

        assertThat(error).hasMessageEndingWith("HTTP 503: no service for ***");
        assertThat(error.permanent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) throws IOException {
        try (WebServer elsewhere = new WebServer()) {
            web.refusal = status;
            web.location = elsewhere.url("/mcp").toString();

            McpRequestException error = failure(McpRequestException.class, "echo");

            assertThat(error)
                    .hasMessageContaining("HTTP " + status)
                    .hasMessageContaining("not followed");
            assertThat(elsewhere.requests).isEmpty();
        }
    }

    @Test
    void aWrongPathIsPermanentAndSaysWhatToLookAt() {
        web.refusal = 405;

        McpRequestException error = failure(McpRequestException.class, "echo");

        assertThat(error).hasMessageContaining("check the path of url").hasMessageContaining("sse");
    }

    @Test
    void aSessionThatTheServerForgotIsOpenedAgainAndTheCallIsMadeOnce() {
        call("echo");
        web.session = "session-2";

        assertThat(call("echo").text()).isEqualTo("{\"a\":1}");
        assertThat(web.last("tools/call echo").header("Mcp-Session-Id")).isEqualTo("session-2");
    }

    @Test
    void aServerThatWasStartedAgainIsUsedAgain() throws IOException {
        call("echo");
        int port = web.port();
        web.close();
        web = new WebServer(port);
        web.session = "another";

        assertThat(call("echo").text()).isEqualTo("{\"a\":1}");
    }

    @Test
    void aServerThatIsNotThereIsWorthAnotherTry() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        servers(
                Servers.at(
                        URI.create("http://127.0.0.1:" + free + "/mcp"),
                        McpTransportKind.HTTP,
                        AddressPolicy.LOOPBACK,
                        McpCredential.NONE),
                Map.of());

        McpConnectionException error = failure(McpConnectionException.class, "echo");

        assertThat(error).hasMessageContaining("cannot be reached: nothing answers at http://127");
        assertThat(error.permanent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"break", "end", "rubbish"})
    void aCallWhoseAnswerBreaksOffIsNotSentAgain(String tool) {
        McpConnectionException error = failure(McpConnectionException.class, tool);

        assertThat(error.sent()).isTrue();
        assertThat(calls(tool)).isEqualTo(1);
        assertThat(call("echo").text()).isEqualTo("{\"a\":1}");
    }

    @Test
    void anUnknownToolIsToldWithTheNearest() {
        assertThat(failure(McpRequestException.class, "ecko"))
                .hasMessage("server 'issues' has no tool 'ecko'; did you mean 'echo'?");
    }

    @Test
    void aTimeOutTellsTheServerAndTheConnectionStaysUsable() {
        call("echo");

        McpTimeoutException error =
                catchThrowableOfType(
                        McpTimeoutException.class,
                        () ->
                                servers.call(
                                        "issues",
                                        "hang",
                                        null,
                                        Duration.ofMillis(200),
                                        new Cancellation()));

        assertThat(error).hasMessageContaining("no answer within 200 ms");
        await().until(() -> web.rpcs().contains("notifications/cancelled"));
        assertThat(web.last("notifications/cancelled").body().at("/params/requestId"))
                .isEqualTo(web.last("tools/call hang").body().get("id"));
        assertThat(call("echo").text()).isEqualTo("{\"a\":1}");
    }

    @Test
    void aCancelledCallTellsTheServer() throws Exception {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<McpCancelledException> outcome =
                CompletableFuture.supplyAsync(
                        () ->
                                catchThrowableOfType(
                                        McpCancelledException.class,
                                        () ->
                                                servers.call(
                                                        "issues",
                                                        "hang",
                                                        null,
                                                        null,
                                                        cancellation)));
        await().until(() -> calls("hang") == 1);

        cancellation.cancel();

        assertThat(outcome.get()).isNotNull();
        await().until(() -> web.rpcs().contains("notifications/cancelled"));
    }

    @Test
    void twoCallsAreMadeAtOnce() throws Exception {
        CompletableFuture<McpResult> first = CompletableFuture.supplyAsync(() -> call("pair"));

        assertThat(call("pair").text()).isEqualTo("both are here");
        assertThat(first.get().text()).isEqualTo("both are here");
        assertThat(web.rpcs().stream().filter("initialize"::equals)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerThatIsTooLargeIsRefused(boolean streams) {
        web.streams = streams;

        McpRequestException error = failure(McpRequestException.class, "large");

        assertThat(error).hasMessageContaining("larger than the allowed 100000 bytes");
        assertThat(error.permanent()).isTrue();
    }

    @Test
    void closingEndsTheSession() {
        call("echo");

        servers.close();

        assertThat(web.requests)
                .filteredOn(request -> request.method().equals("DELETE"))
                .singleElement()
                .satisfies(
                        request ->
                                assertThat(request.header("Mcp-Session-Id"))
                                        .isEqualTo("session-1"));
    }

    @Test
    void inModeLocalAServerThatIsNotLocalIsNotCalled() {
        servers(
                Servers.at(
                        web.url("/mcp"),
                        McpTransportKind.HTTP,
                        AddressPolicy.ANYWHERE,
                        McpCredential.NONE),
                Map.of());

        McpRequestException error = failure(McpRequestException.class, "echo");

        assertThat(error).hasMessageContaining("not local and the mode is local");
        assertThat(error.permanent()).isTrue();
        assertThat(web.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://203.0.113.7/mcp", "http://[2001:db8::1]:81/mcp"})
    void aLocalServerWhoseAddressIsNotOneIsNotConnectedTo(String url) {
        servers(
                Servers.at(
                        URI.create(url),
                        McpTransportKind.HTTP,
                        AddressPolicy.PRIVATE,
                        McpCredential.NONE),
                Map.of());

        McpRequestException error = failure(McpRequestException.class, "echo");

        assertThat(error)
                .hasMessageContaining("may not be called")
                .hasMessageContaining("is not an address of this machine or a private network");
        assertThat(error.permanent()).isTrue();
    }

    @Test
    void noProxyIsAskedFor() {
        List<URI> asked = Collections.synchronizedList(new ArrayList<>());
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(
                new ProxySelector() {
                    @Override
                    public List<Proxy> select(URI uri) {
                        asked.add(uri);
                        return List.of(Proxy.NO_PROXY);
                    }

                    @Override
                    public void connectFailed(URI uri, SocketAddress address, IOException e) {
                        asked.add(uri);
                    }
                });
        try {
            assertThat(call("echo").text()).isEqualTo("{\"a\":1}");
        } finally {
            ProxySelector.setDefault(before);
        }

        assertThat(asked).isEmpty();
    }

    private void older(McpCredential credential) {
        servers(
                Servers.at(
                        web.url("/sse"), McpTransportKind.SSE, AddressPolicy.LOOPBACK, credential),
                Map.of("TEST_TOKEN", SECRET));
    }

    @Test
    void anOlderServerAnswersInItsOneStream() {
        older(McpCredential.BEARER);

        assertThat(call("echo").text()).isEqualTo("{\"a\":1}");
        assertThat(call("echo").text()).isEqualTo("{\"a\":1}");
        assertThat(web.requests)
                .extracting(WebServer.Request::path)
                .startsWith("/sse", "/messages?session=7")
                .filteredOn("/sse"::equals)
                .hasSize(1);
        assertThat(web.requests)
                .allSatisfy(
                        request ->
                                assertThat(request.header("Authorization"))
                                        .isEqualTo("Bearer " + SECRET));
    }

    @Test
    void anOlderServerThatEndsItsStreamFailsTheCallAndIsConnectedToAgain() {
        older(McpCredential.NONE);

        McpConnectionException error = failure(McpConnectionException.class, "end");

        assertThat(error).hasMessageContaining("ended its stream");
        assertThat(calls("end")).isEqualTo(1);
        assertThat(call("echo").text()).isEqualTo("{\"a\":1}");
    }

    @Test
    void anOlderServerCannotSendMessagesAndKeysElsewhere() throws IOException {
        try (WebServer elsewhere = new WebServer()) {
            web.endpoint = elsewhere.url("/messages").toString();
            older(McpCredential.BEARER);

            assertThat(failure(McpRequestException.class, "echo"))
                    .hasMessageContaining("at another server");
            assertThat(elsewhere.requests).isEmpty();
        }
    }
}
