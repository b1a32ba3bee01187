package io.gorgon.llm.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.http.AddressPolicy;
import io.gorgon.llm.http.Timeouts;
import io.gorgon.llm.spi.ModelCatalog;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What tests of the mock are made of. */
final class MockSettings {

    static final Duration LONG = Duration.ofMinutes(2);
    static final Timeouts PATIENT = new Timeouts(LONG, LONG, LONG, LONG);
    static final long MANY_BYTES = 10_000_000;
    static final ProviderContext CONTEXT =
            new ProviderContext(
                    settings -> {
                        throw new AssertionError("the mock must not open a connection");
                    },
                    name -> {
                        throw new AssertionError("the mock must not read the environment");
                    },
                    Clock.systemUTC());

    private MockSettings() {}

    static ProviderSettings of(JsonNode options, Timeouts timeouts, long maxResponseBytes) {
        return new ProviderSettings(
                "pretend",
                "mock",
                "gorgon.yaml, line 3",
                null,
                AddressPolicy.LOOPBACK,
                null,
                Map.of(),
                timeouts,
                null,
                maxResponseBytes,
                ModelCatalog.empty(),
                options);
    }

    static MockProvider provider(String script) {
        return provider(script, PATIENT);
    }

    static MockProvider provider(String script, Timeouts timeouts) {
        JsonNode noOptions = JsonNodeFactory.instance.objectNode();
        return new MockProvider(
                of(noOptions, timeouts, MANY_BYTES),
                CONTEXT,
                MockScript.parse("mock.yaml", script));
    }

    static MockProvider provider() {
        return provider("answers: []");
    }

    static List<String> read(MockProvider provider, LlmRequest request) {
        List<String> pieces = new ArrayList<>();
        try (TokenStream stream = provider.stream(request)) {
            for (TokenChunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
                pieces.add(chunk.text());
            }
        }
        return pieces;
    }
}
