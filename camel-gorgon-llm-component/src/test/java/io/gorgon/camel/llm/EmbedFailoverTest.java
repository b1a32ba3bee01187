package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.LlmTimeoutException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests for vectors go through the chain like others. */
class EmbedFailoverTest {

    @TempDir Path folder;

    private GorgonCamel gorgon(String script, String failover) throws IOException {
        Files.writeString(folder.resolve("script.yaml"), script);
        return GorgonCamel.with(
                        folder,
                        """
                        llm:
                          mode: local
                          failover: %s
                          providers:
                            here: {type: mock, script: script.yaml}
                        """
                                .formatted(failover))
                .start();
    }

    @Test
    void aRetryWaitsAsLongAsIsAskedForUnlessTheRequestIsCancelled() throws IOException {
        String limitedOnce =
                """
                answers:
                  - {when: {tier: embedding}, error: rate_limited, retry_after_ms: 600000, fail_times: 1}
                """;
        try (GorgonCamel gorgon = gorgon(limitedOnce, "{retries: 1, max_wait_ms: 3600000}")) {
            EmbedRequest request = EmbedRequest.of(List.of("text"));
            CompletableFuture<Exchange> sent =
                    CompletableFuture.supplyAsync(
                            () -> gorgon.send("gorgon-llm:embedding", request, Map.of()));
            CircuitBreaker breaker =
                    gorgon.context()
                            .getRegistry()
                            .lookupByNameAndType("gorgonBreaker-here", CircuitBreaker.class);
            await().until(() -> breaker.getMetrics().getNumberOfFailedCalls() == 1);

            request.cancellation().cancel();

            assertThat(sent.join().getException()).isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void theTimeForAllAttemptsEndsACallForVectorsToo() throws IOException {
        String slow = "answers: [{when: {tier: embedding}, delay_ms: 600000}]";
        try (GorgonCamel gorgon = gorgon(slow, "{retries: 0, total_ms: 200}")) {
            assertThat(gorgon.send("gorgon-llm:embedding", "text", Map.of()).getException())
                    .isInstanceOf(LlmTimeoutException.class);
        }
    }
}
