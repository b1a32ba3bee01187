package io.gorgon.llm.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.Capability;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.http.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh fake server and provider for each test, and the words in which the suite speaks. */
abstract class ContractFixture {

    static final Duration LONG = Duration.ofSeconds(30);
    static final Duration SHORT = Duration.ofMillis(300);
    static final Timeouts PATIENT = new Timeouts(Duration.ofSeconds(10), LONG, LONG, LONG);
    static final long MANY_BYTES = 10_000_000;
    static final List<String> HELLO = List.of("Hello", ", wor", "ld!");

    /**
     * So many that an even part of the bytes holds some of them, whatever frames the format has.
     */
    static final List<String> MANY_PIECES =
            IntStream.range(0, 40).mapToObj(number -> "piece " + number + " ").toList();

    FakeLlmServer server;
    LlmProvider provider;

    /** Starts the server that speaks the wire format of the provider under test. */
    protected abstract FakeLlmServer startServer();

    @BeforeEach
    final void startFakeServer() {
        server = startServer();
        provider = server.provider(PATIENT, MANY_BYTES);
    }

    @AfterEach
    final void closeEverything() {
        provider.close();
        server.close();
    }

    final void use(Timeouts timeouts, long maxResponseBytes) {
        provider.close();
        provider = server.provider(timeouts, maxResponseBytes);
    }

    final void needsTransport() {
        assumeTrue(server.hasTransport(), "the provider has no transport");
    }

    final boolean can(Capability capability) {
        return provider.capabilities().contains(capability);
    }

    /** Ends the test with a proof that the missing ability is refused clearly. */
    final void orIsRefused(Capability capability, ThrowingCallable action) {
        if (can(capability)) {
            return;
        }
        assertThatThrownBy(action)
                .isInstanceOf(UnsupportedByProviderException.class)
                .hasMessageContaining(provider.name());
        assumeTrue(false, "refused clearly, as the provider has no " + capability);
    }

    final LlmResponse generate(String prompt) {
        return provider.generate(LlmRequest.of(prompt));
    }

    /** Reads a stream to its end and closes it. */
    final List<TokenChunk> readAll(LlmRequest request) {
        List<TokenChunk> chunks = new ArrayList<>();
        try (TokenStream stream = provider.stream(request)) {
            for (TokenChunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
                chunks.add(chunk);
            }
        }
        return chunks;
    }

    static String textOf(List<TokenChunk> chunks) {
        StringBuilder text = new StringBuilder();
        chunks.stream()
                .filter(chunk -> chunk.kind() == TokenChunk.Kind.CONTENT)
                .forEach(chunk -> text.append(chunk.text()));
        return text.toString();
    }

    /** Runs what has to fail and checks what is true of every failure. */
    final <T extends LlmException> T failureOf(Class<T> type, ThrowingCallable action) {
        T failure = catchThrowableOfType(type, action);
        assertThat(failure).as("nothing was thrown").isNotNull();
        assertThat(failure).hasMessageContaining(provider.name());
        assertThat(failure.provider()).isEqualTo(provider.name());
        assertThat(failure.getMessage()).doesNotContain("\n");
        holdsNoKey(failure);
        return failure;
    }

    final void holdsNoKey(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            holdsNoKey(e.toString());
        }
    }

    final void holdsNoKey(String text) {
        if (server.key() != null) {
            assertThat(text).doesNotContain(server.key());
        }
    }

    static JsonNode json(String text) {
        try {
            return LlmHttpClient.JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** All texts and numbers anywhere in the last request, in their order. */
    final List<String> sentValues() {
        List<String> values = new ArrayList<>();
        collect(server.lastRequest(), values);
        return values;
    }

    private static void collect(JsonNode node, List<String> values) {
        if (node.isValueNode()) {
            values.add(node.asText());
        }
        node.forEach(child -> collect(child, values));
    }
}
