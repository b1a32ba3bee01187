package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.bulkhead.internal.SemaphoreBulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.gorgon.budget.Scope;
import io.gorgon.budget.ScopeKind;
import io.gorgon.budget.ScopeState;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.error.CancelledException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cancellation that the exchange carries ends the call wherever it waits. */
class CallCancellationTest {

    private static final String CHAT = "gorgon-llm:standard";
    private static final String NEVER = "answers: [{reply: done, delay_ms: 3600000}]";

    @TempDir Path folder;

    private final Cancellation cancellation = new Cancellation();
    private final ExecutorService senders = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        cancellation.cancel();
        senders.shutdownNow();
    }

    private GorgonCamel gorgon(String script, String concurrentCalls) throws IOException {
        Files.writeString(folder.resolve("script.yaml"), script);
        return GorgonCamel.with(
                        folder,
                        """
                        llm:
                          mode: local
                          failover: {retries: 3, max_wait_ms: 3600000, total_ms: 3600000}
                          resilience:
                            local: {concurrent_calls: %s, queue_ms: 3600000}
                          providers:
                            here:
                              type: mock
                              script: script.yaml
                              timeouts: {first_token_ms: 3600000, idle_ms: 3600000, total_ms: 3600000}
                        """
                                .formatted(concurrentCalls))
                .start();
    }

    private CompletableFuture<Exchange> send(
            GorgonCamel gorgon, String uri, Object body, Object property) {
        return CompletableFuture.supplyAsync(
                () ->
                        gorgon.context()
                                .createFluentProducerTemplate()
                                .to(uri)
                                .withProcessor(
                                        exchange -> {
                                            exchange.setProperty(
                                                    GorgonLlmConstants.CANCELLATION_PROPERTY,
                                                    property);
                                            exchange.getMessage().setBody(body);
                                            exchange.getMessage()
                                                    .setHeader(GorgonLlmConstants.RUN_ID, "run");
                                        })
                                .send(),
                senders);
    }

    private static CircuitBreaker breaker(GorgonCamel gorgon) {
        return gorgon.context()
                .getRegistry()
                .lookupByNameAndType("gorgonBreaker-here", CircuitBreaker.class);
    }

    private static ScopeState run(GorgonCamel gorgon) {
        return GorgonLlm.get(gorgon.context())
                .budget()
                .ledger()
                .state(new Scope(ScopeKind.RUN, "run"));
    }

    private static boolean aThreadIsIn(String className) {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals(className));
    }

    private static void awaitMock() {
        await().until(() -> aThreadIsIn("io.gorgon.llm.mock.MockCall"));
    }

    @Test
    void aCallThatWaitsForItsAnswerEnds() throws IOException {
        try (GorgonCamel gorgon = gorgon(NEVER, "10")) {
            CompletableFuture<Exchange> sent = send(gorgon, CHAT, "hello", cancellation);
            awaitMock();

            cancellation.cancel();

            assertThat(sent.join().getException()).isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void aCallForVectorsEnds() throws IOException {
        String slow = "answers: [{when: {tier: embedding}, delay_ms: 3600000}]";
        try (GorgonCamel gorgon = gorgon(slow, "10")) {
            CompletableFuture<Exchange> sent =
                    send(gorgon, "gorgon-llm:embedding", "text", cancellation);
            awaitMock();

            cancellation.cancel();

            assertThat(sent.join().getException()).isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void aRequestInTheBodyEndsByItsOwnCancellationAndByThatOfTheExchange() throws IOException {
        try (GorgonCamel gorgon = gorgon(NEVER, "10")) {
            LlmRequest first = LlmRequest.of("hello");
            CompletableFuture<Exchange> one = send(gorgon, CHAT, first, new Cancellation());
            awaitMock();
            first.cancellation().cancel();
            assertThat(one.join().getException()).isInstanceOf(CancelledException.class);

            LlmRequest second = LlmRequest.of("hello");
            CompletableFuture<Exchange> two = send(gorgon, CHAT, second, cancellation);
            awaitMock();
            cancellation.cancel();
            assertThat(two.join().getException()).isInstanceOf(CancelledException.class);
            assertThat(second.cancellation().isCancelled()).isFalse();
        }
    }

    @Test
    void aCallThatWaitsForItsTurnAtTheProviderEndsAndNothingOfItIsBooked() throws IOException {
        try (GorgonCamel gorgon = gorgon(NEVER, "1")) {
            Cancellation ofFirst = new Cancellation();
            CompletableFuture<Exchange> first = send(gorgon, CHAT, "hello", ofFirst);
            awaitMock();
            long reservedByFirst = run(gorgon).reservedTokens();
            CompletableFuture<Exchange> second = send(gorgon, CHAT, "hello", cancellation);
            await().until(() -> aThreadIsIn(SemaphoreBulkhead.class.getName()));

            cancellation.cancel();

            assertThat(second.join().getException()).isInstanceOf(CancelledException.class);
            assertThat(run(gorgon).inDoubtTokens()).isZero();
            assertThat(run(gorgon).reservedTokens()).isEqualTo(reservedByFirst);
            assertThat(breaker(gorgon).getMetrics().getNumberOfFailedCalls()).isZero();
            assertThat(first).isNotDone();
            ofFirst.cancel();
            assertThat(first.join().getException()).isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void aThreadThatWasCancelledWhileItWaitedServesTheNextCallUndisturbed() throws IOException {
        String slowOnce =
                "answers: [{when: {prompt: slow}, reply: done, delay_ms: 3600000}, {reply: quick}]";
        try (GorgonCamel gorgon = gorgon(slowOnce, "1")) {
            Cancellation ofFirst = new Cancellation();
            CompletableFuture<Exchange> first = send(gorgon, CHAT, "slow", ofFirst);
            awaitMock();
            CompletableFuture<Exchange> second = send(gorgon, CHAT, "hello", cancellation);
            await().until(() -> aThreadIsIn(SemaphoreBulkhead.class.getName()));
            cancellation.cancel();
            second.join();
            ofFirst.cancel();
            first.join();

            assertThat(gorgon.ask(CHAT, "hello")).isEqualTo("quick");
        }
    }

    @Test
    void aPauseBeforeTheNextTryEndsAndNothingIsBooked() throws IOException {
        String limited = "answers: [{error: rate_limited, retry_after_ms: 600000}]";
        try (GorgonCamel gorgon = gorgon(limited, "10")) {
            CompletableFuture<Exchange> sent = send(gorgon, CHAT, "hello", cancellation);
            await().until(() -> breaker(gorgon).getMetrics().getNumberOfFailedCalls() == 1);

            cancellation.cancel();

            assertThat(sent.join().getException()).isInstanceOf(CancelledException.class);
            assertThat(run(gorgon).committedTokens()).isZero();
        }
    }

    @Test
    void aStreamEndsAsWell() throws IOException {
        String twoPieces = "answers: [{stream: [one, {text: two, delay_ms: 3600000}]}]";
        try (GorgonCamel gorgon = gorgon(twoPieces, "10")) {
            for (Object body : new Object[] {"hello", LlmRequest.of("hello")}) {
                Cancellation own = new Cancellation();
                LlmStreamBody stream =
                        send(gorgon, CHAT + "?stream=true", body, own)
                                .join()
                                .getMessage()
                                .getBody(LlmStreamBody.class);
                assertThat(stream.next()).isEqualTo("one");
                CompletableFuture<String> next =
                        CompletableFuture.supplyAsync(stream::next, senders);
                awaitMock();

                own.cancel();

                assertThat(next.handle((text, failure) -> failure).join())
                        .hasCauseInstanceOf(CancelledException.class);
            }
        }
    }

    @Test
    void aCallThatIsCancelledBeforeItBeginsIsNotMade() throws IOException {
        try (GorgonCamel gorgon = gorgon("answers: [{reply: done}]", "10")) {
            cancellation.cancel();

            assertThat(send(gorgon, CHAT, "hello", cancellation).join().getException())
                    .isInstanceOf(CancelledException.class);
            assertThat(run(gorgon).committedTokens()).isZero();
        }
    }

    @Test
    void aCancellationIsTakenFromThePropertyOnly() throws IOException {
        try (GorgonCamel gorgon = gorgon("answers: [{reply: done}]", "10")) {
            cancellation.cancel();
            Map<String, Object> headers =
                    Map.of(GorgonLlmConstants.CANCELLATION_PROPERTY, cancellation);

            assertThat(gorgon.send(CHAT, "hello", headers).getException()).isNull();
            assertThat(send(gorgon, CHAT, "hello", "text").join().getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has to be an io.gorgon.llm.Cancellation");
        }
    }
}
