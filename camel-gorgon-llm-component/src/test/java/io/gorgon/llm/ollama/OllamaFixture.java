package io.gorgon.llm.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.spi.ProviderSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fake Ollama that answers "Hello", and a provider whose clock the test moves. */
abstract class OllamaFixture {

    FakeOllama server;
    LlmProvider provider;
    private volatile Instant now = Instant.parse("2026-08-21T10:00:00Z");

    @BeforeEach
    final void startServer() {
        server = new FakeOllama();
        server.answers(List.of("Hello"), 11, 7);
        provider = provider(settings().build());
    }

    @AfterEach
    final void stopServer() {
        provider.close();
        server.close();
    }

    final OllamaSettings settings() {
        return new OllamaSettings().baseUrl(server.wireMock().baseUrl());
    }

    final void use(OllamaSettings settings) {
        provider.close();
        provider = provider(settings.build());
    }

    private LlmProvider provider(ProviderSettings settings) {
        return new OllamaProviderFactory().create(settings, server.context(new MovedClock()));
    }

    final void pass(Duration time) {
        now = now.plus(time);
    }

    final int timesListed() {
        return server.wireMock().findAll(getRequestedFor(urlEqualTo("/api/tags"))).size();
    }

    private final class MovedClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
