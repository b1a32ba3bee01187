package io.gorgon.mcp;

import io.gorgon.llm.http.AddressForbiddenException;
import io.gorgon.llm.http.HttpClientSettings;
import io.gorgon.llm.http.HttpClientSource;
import io.gorgon.llm.http.HttpExchange;
import io.gorgon.llm.http.HttpExchanges;
import io.gorgon.llm.http.LimitedInputStream.ResponseTooLargeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The HTTP of one connection: headers, the key, and what an answer that is none means. */
final class HttpLink {

    private static final String SESSION = "Mcp-Session-Id";
    private static final int SHOWN_BYTES = 2048;
    private static final String LIMIT = "max_response_bytes of the server";

    private final ServerTransport transport;
    private final McpServerSettings settings;
    private final Function<String, String> environment;
    private final HttpExchanges exchanges;
    private volatile String session;

    HttpLink(
            ServerTransport transport,
            Function<String, String> environment,
            HttpClientSource clients) {
        this.transport = transport;
        this.settings = transport.settings();
        this.environment = environment;
        this.exchanges =
                new HttpExchanges(
                        clients,
                        new HttpClientSettings(
                                "mcp-" + settings.name(),
                                settings.url(),
                                settings.local(),
                                null,
                                null),
                        settings.addressPolicy());
    }

    boolean isAtServer(URI uri) {
        return exchanges.isAtServer(uri);
    }

    /** Whether the server gave a session, which it may end. */
    boolean hasSession() {
        return session != null;
    }

    void forgetSession() {
        session = null;
    }

    /**
     * A request that is not sent yet.
     *
     * @throws McpRequestException if the variable with the key is not set
     */
    HttpExchange prepare(String method, URI uri, String accept, byte[] json) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (accept != null) {
            headers.put("Accept", accept);
        }
        if (session != null) {
            headers.put(SESSION, session);
        }
        if (transport.protocolVersion() != null) {
            headers.put("MCP-Protocol-Version", transport.protocolVersion());
        }
        switch (settings.credential()) {
            case BEARER -> headers.put("Authorization", "Bearer " + key());
            case API_KEY -> headers.put("X-API-Key", key());
            case NONE -> {}
        }
        return exchanges.prepare(method, uri, headers, json);
    }

    private String key() {
        String key = environment.apply(settings.apiKeyEnv());
        if (key == null || key.isBlank()) {
            throw new McpRequestException(
                    transport.label()
                            + " needs a key: set the environment variable "
                            + settings.apiKeyEnv()
                            + " ("
                            + settings.definedAt()
                            + ")");
        }
        return key.strip();
    }

    /**
     * Sends a request, and waits for an answer that is a success.
     *
     * @throws McpException if there is none
     */
    void send(HttpExchange exchange) {
        try {
            exchange.send();
        } catch (IOException e) {
            throw failure(e);
        }
        exchange.header(SESSION).ifPresent(given -> session = given);
        if (exchange.status() >= 300) {
            throw refusal(exchange);
        }
    }

    InputStream body(HttpExchange exchange) throws IOException {
        return exchange.body(settings.maxResponseBytes(), LIMIT);
    }

    McpException failure(IOException e) {
        if (e instanceof ResponseTooLargeException) {
            return transport.tooLarge();
        }
        if (e instanceof AddressForbiddenException) {
            return new McpRequestException(
                    transport.label()
                            + " may not be called: "
                            + e.getMessage()
                            + " ("
                            + settings.definedAt()
                            + ")");
        }
        boolean neverConnected =
                e instanceof ConnectException
                        || e instanceof UnknownHostException
                        || e instanceof NoRouteToHostException
                        || e instanceof SocketTimeoutException;
        String what =
                e instanceof UnknownHostException
                        ? " cannot be reached: the name of its host is unknown"
                        : neverConnected
                                ? " cannot be reached: nothing answers"
                                : " broke the connection off";
        return new McpConnectionException(
                !neverConnected, transport.label() + what + " at " + settings.url(), e);
    }

    private McpException refusal(HttpExchange exchange) {
        int status = exchange.status();
        String start =
                transport.label() + " at " + settings.url() + " answered with HTTP " + status;
        if (status < 400) {
            return new McpRequestException(
                    start
                            + ", which sends on to another address; that is not followed, so set url"
                            + " to the address that is meant");
        }
        if (status == 401 || status == 403) {
            return new McpRequestException(
                    start
                            + (settings.apiKeyEnv() == null
                                    ? "; it wants a key: set credential and api_key_env"
                                    : "; check the key in the environment variable "
                                            + settings.apiKeyEnv())
                            + " ("
                            + settings.definedAt()
                            + ")");
        }
        if (status == 404 && hasSession()) {
            return new McpConnectionException(
                    false, start + ", as it does not know the session any more", null);
        }
        if (status == 404 || status == 405) {
            return new McpRequestException(
                    start
                            + "; check the path of url, and set transport: sse for a server of the"
                            + " older kind ("
                            + settings.definedAt()
                            + ")");
        }
        boolean passing = status >= 500 || status == 408 || status == 429;
        String message = start + said(exchange);
        return passing
                ? new McpConnectionException(true, message, null)
                : new McpRequestException(message);
    }

    private String said(HttpExchange exchange) {
        try {
            byte[] head = exchange.body(SHOWN_BYTES + 1L, LIMIT).readNBytes(SHOWN_BYTES);
            String text = transport.hide(new String(head, StandardCharsets.UTF_8));
            return text.isEmpty() ? "" : ": " + text;
        } catch (IOException unreadable) {
            return "";
        }
    }
}
