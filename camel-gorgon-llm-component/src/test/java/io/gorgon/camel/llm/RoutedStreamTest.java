package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.error.BrokenStreamException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams through router, chain and circuit breaker, from a server that holds pieces back. */
class RoutedStreamTest {

    private static final String STREAM = "gorgon-llm:standard?stream=true";
    private static final Duration SHORT = Duration.ofMillis(1000);

    @TempDir Path folder;
    private final HeldBackServer server = new HeldBackServer();

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** Every time-out but the total is a second, and a call that takes longer is a slow one. */
    private GorgonCamel gorgon() {
        return GorgonCamel.with(
                folder,
                """
                llm:
                  mode: local
                  failover: {retries: 0}
                  resilience:
                    local: {minimum_calls: 1, window_calls: 4, slow_call_seconds: 1, slow_call_rate_percent: 1}
                  providers:
                    ollama:
                      base_url: "%s"
                      timeouts: {connect_ms: %2$d, first_token_ms: %2$d, idle_ms: %2$d, total_ms: 600000}
                """
                        .formatted(server.baseUrl(), SHORT.toMillis()));
    }

    private static CircuitBreaker breaker(GorgonCamel gorgon) {
        return gorgon.context()
                .getRegistry()
                .lookupByNameAndType("gorgonBreaker-ollama", CircuitBreaker.class);
    }

    @Test
    void eachPieceCanBeReadBeforeTheNextOneIsSent() {
        try (GorgonCamel gorgon = gorgon().start()) {
            server.send("one");
            LlmStreamBody body = (LlmStreamBody) gorgon.ask(STREAM, "count");

            assertThat(body.next()).isEqualTo("one");
            server.send("two");
            assertThat(body.next()).isEqualTo("two");
            server.end();
            assertThat(body.hasNext()).isFalse();
            assertThat(body.response().usage().outputTokens()).isEqualTo(4);
        }
    }

    @Test
    void aStreamLastsLongerThanEveryTimeOutButTheTotal() {
        try (GorgonCamel gorgon = gorgon().start()) {
            long started = System.nanoTime();
            server.send("x");
            LlmStreamBody body = (LlmStreamBody) gorgon.ask(STREAM, "count");
            int pieces = 0;
            while (System.nanoTime() - started < SHORT.multipliedBy(2).toNanos()) {
                assertThat(body.next()).isEqualTo("x");
                pieces++;
                server.send("x");
            }
            server.end();
            body.forEachRemaining(piece -> {});

            assertThat(body.response().content()).hasSize(pieces + 1);
            assertThat(body.response().finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(breaker(gorgon).getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        }
    }

    @Test
    void aStepOfARouteReadsEachPieceBeforeTheNextOneIsSent() throws Exception {
        List<String> read = new ArrayList<>();
        RouteBuilder reading =
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:read")
                                .to(STREAM)
                                .process(
                                        exchange -> {
                                            LlmStreamBody body =
                                                    exchange.getMessage()
                                                            .getBody(LlmStreamBody.class);
                                            read.add(body.next());
                                            server.send("two");
                                            read.add(body.next());
                                            server.end();
                                            assertThat(body.hasNext()).isFalse();
                                        });
                    }
                };
        try (GorgonCamel gorgon = gorgon().routes(reading).start()) {
            server.send("one");

            gorgon.ask("direct:read", "count");

            assertThat(read).containsExactly("one", "two");
        }
    }

    /** Camel's split hands a piece out when it knows whether another one follows. */
    @Test
    void aSplitHandsEachPieceOutAsSoonAsTheNextOneHasCome() throws Exception {
        List<String> read = new ArrayList<>();
        RouteBuilder splitting =
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:split")
                                .to(STREAM)
                                .split(body())
                                .streaming()
                                .process(
                                        exchange -> {
                                            read.add(exchange.getMessage().getBody(String.class));
                                            if (read.size() < 3) {
                                                server.send("piece " + (read.size() + 1));
                                            } else if (read.size() == 3) {
                                                server.end();
                                            }
                                        });
                    }
                };
        try (GorgonCamel gorgon = gorgon().routes(splitting).start()) {
            server.send("piece 0");
            server.send("piece 1");

            gorgon.ask("direct:split", "count");

            assertThat(read).containsExactly("piece 0", "piece 1", "piece 2", "piece 3");
        }
    }

    @Test
    void aStreamStaysOpenWhenTheInnerRoutesAndTheBreakerAreDone() {
        try (GorgonCamel gorgon = gorgon().start()) {
            server.send("one");
            LlmStreamBody body = (LlmStreamBody) gorgon.ask(STREAM, "count");

            assertThat(breaker(gorgon).getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(1);
            assertThat(gorgon.context().getInflightRepository().size()).isZero();

            assertThat(body.next()).isEqualTo("one");
            server.send("two");
            assertThat(body.next()).isEqualTo("two");
            server.end();
            assertThat(body.hasNext()).isFalse();
            assertThat(body.response().finishReason()).isEqualTo(FinishReason.STOP);
        }
    }

    @Test
    void closingEarlyReachesTheServer() {
        try (GorgonCamel gorgon = gorgon().start()) {
            server.send("one");
            LlmStreamBody body = (LlmStreamBody) gorgon.ask(STREAM, "count");
            assertThat(body.next()).isEqualTo("one");

            body.close();

            await().until(
                            () -> {
                                server.send("into the void");
                                return server.hasNoticedThatTheReaderLeft();
                            });
            assertThat(body.hasNext()).isFalse();
            assertThat(body.response().finishReason()).isEqualTo(FinishReason.CANCELLED);
            assertThat(breaker(gorgon).getMetrics().getNumberOfFailedCalls()).isZero();
        }
    }

    @Test
    void aRouteThatStopsReadingEndsTheCallAtTheServer() throws Exception {
        RouteBuilder leaving =
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:leave").to(STREAM).setBody(constant("enough"));
                    }
                };
        try (GorgonCamel gorgon = gorgon().routes(leaving).start()) {
            server.send("one");

            assertThat(gorgon.ask("direct:leave", "count")).isEqualTo("enough");

            await().until(
                            () -> {
                                server.send("into the void");
                                return server.hasNoticedThatTheReaderLeft();
                            });
        }
    }

    @Test
    void aBreakAfterContentHasTheTextSoFarAndCountsAgainstTheProvider() {
        try (GorgonCamel gorgon = gorgon().start()) {
            server.send("one ");
            LlmStreamBody body = (LlmStreamBody) gorgon.ask(STREAM, "count");
            server.send("two");
            assertThat(body.next() + body.next()).isEqualTo("one two");

            server.cut();

            assertThatThrownBy(body::hasNext)
                    .isInstanceOfSatisfying(
                            BrokenStreamException.class,
                            e -> assertThat(e.partialText()).isEqualTo("one two"));
            assertThat(breaker(gorgon).getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
        }
    }
}
