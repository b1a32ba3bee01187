package io.gorgon.llm.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gorgon.llm.Capability;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.PullStream;
import io.gorgon.llm.contract.FakeLlmServer.Refusal;
import io.gorgon.llm.error.LlmException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every provider has to do, whatever it talks to. A provider's test extends this and names its
 * fake server; all tests run unchanged. What a provider does not claim in its capabilities has to
 * fail clearly, which is tested instead.
 */
@Timeout(120)
public abstract class LlmProviderContract extends FailureContract {

    @Test
    void theModelsThatCanBeAskedAreListed() {
        server.answers(HELLO, 11, 7);
        String used = generate("hi").model();

        assertThat(provider.models()).extracting(ModelInfo::name).contains(used);
        assertThat(server.calls()).isEqualTo(1);
    }

    @Test
    void aModelIsFetchedOrTheWishRefused() {
        orIsRefused(Capability.PULL, () -> provider.pull("some-model"));

        try (PullStream pull = provider.pull("some-model")) {
            while (pull.next() != null) {
                // until it is there
            }
            assertThat(pull.next()).isNull();
        }
        assertThat(server.openConnections()).isZero();
    }

    @Test
    void theModelsInMemoryAreListedOrTheWishRefused() {
        orIsRefused(Capability.LOADED_MODELS, () -> provider.loadedModels());

        assertThat(provider.loadedModels()).doesNotContainNull();
    }

    @Test
    void aServerThatAnswersIsUsable() {
        ProviderHealth health = provider.health();

        assertThat(health.usable()).as(health.message()).isTrue();
        assertThat(health.message()).isNotBlank();
        assertThat(health.latencyMs()).isNotNegative();
        assertThat(server.calls()).isZero();
    }

    @Test
    void aServerThatIsNotThereIsNotUsableAndNamedWithItsAddress() {
        needsTransport();
        server.stop();

        ProviderHealth health = provider.health();

        assertThat(health.usable()).isFalse();
        assertThat(health.message()).contains(server.address());
        holdsNoKey(health.message());
    }

    @Test
    void theKeyIsSentAndNeverShown() {
        needsTransport();
        assumeTrue(server.key() != null, "it takes no key");
        server.answers(HELLO, 11, 7);

        String answer = generate("hi").toString();

        assertThat(server.lastHeaders().toString()).contains(server.key());
        holdsNoKey(answer);
        holdsNoKey(provider.toString());
        holdsNoKey(provider.health().toString());
        for (Refusal refusal : server.refusals()) {
            server.refuses(refusal, Map.of("x-echo", server.key()));
            failureOf(LlmException.class, () -> generate("hi"));
        }
    }

    @Test
    void closingCanBeRepeatedAndLeavesNoThread() {
        Set<Thread> before = gorgonThreads();
        LlmProvider another = server.provider(PATIENT, MANY_BYTES);
        server.answers(HELLO, 11, 7);
        another.generate(LlmRequest.of("hi"));
        another.health();

        another.close();

        assertThatCode(another::close).doesNotThrowAnyException();
        await().untilAsserted(() -> assertThat(before).containsAll(gorgonThreads()));
        assertThat(server.openConnections()).isZero();
    }

    @Test
    void aClosedProviderRefusesCallsWithATypedError() {
        needsTransport();
        server.answers(HELLO, 11, 7);
        generate("hi");

        provider.close();

        failureOf(LlmException.class, () -> generate("hi"));
        assertThat(server.calls()).isEqualTo(1);
    }

    private static Set<Thread> gorgonThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("gorgon"))
                .collect(Collectors.toSet());
    }
}
