package io.gorgon.llm.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.config.HardwareSettings;
import io.gorgon.config.HardwareSettings.Check;
import io.gorgon.config.HardwareSettings.Machine;
import io.gorgon.hardware.HardwareGate;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.contract.FakeLlmServer.Refusal;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.OutOfMemoryException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.spi.MemoryBound;
import io.gorgon.llm.spi.ProviderContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ollama's models on a machine with 16 GB of memory, of which models may take 12. */
class OllamaMemoryTest {

    private static final long GB = 1L << 30;

    private final FakeOllama server = new FakeOllama();
    private HardwareGate gate;
    private LlmProvider provider;

    OllamaMemoryTest() {
        server.answers(List.of("Hel", "lo"), 11, 7);
        use(2, Duration.ofMinutes(1));
    }

    private void use(int maxModels, Duration queueTimeout) {
        Machine machine = new Machine(16.0, null, 4, false, List.of());
        HardwareSettings settings =
                new HardwareSettings(
                        75, maxModels, Check.ENFORCE, null, 100, queueTimeout, machine, Map.of());
        gate = new HardwareGate(settings, name -> null, Clock.systemUTC());
        ProviderContext context =
                new ProviderContext(server.clients(), name -> null, Clock.systemUTC(), gate);
        OllamaSettings own = new OllamaSettings().baseUrl("http://" + server.address());
        provider = new OllamaProviderFactory().create(own.build(), context);
    }

    @AfterEach
    void stop() {
        provider.close();
        server.close();
    }

    private static String entry(String name, double gb) {
        return "{'name':'"
                + name
                + "','size':"
                + (long) (gb * GB)
                + ",'digest':'same','capabilities':['"
                + (name.startsWith("nomic") ? "embedding" : "completion")
                + "']}";
    }

    private void loaded(String name, double gb) {
        server.json(
                "/api/ps",
                "{'models':["
                        + (name == null
                                ? ""
                                : "{'name':'" + name + "','size':" + (long) (gb * GB) + "}")
                        + "]}");
    }

    private LlmResponse ask(ModelTier tier) {
        return provider.generate(LlmRequest.builder().user("hi").tier(tier).build());
    }

    @Test
    void aModelThatDoesNotFitIsPassedOverForTheNextOfItsTier() {
        server.hasEntries(entry("qwen2.5:14b", 20), entry("llama3.1:8b", 4));

        LlmResponse response = ask(ModelTier.STANDARD);

        assertThat(response.model()).isEqualTo("llama3.1:8b");
        assertThat(response.tierServed()).isEqualTo(ModelTier.STANDARD);
        assertThat(response.notes())
                .singleElement()
                .asString()
                .contains("qwen2.5:14b does not fit", "20.0 GB weights", "12.0 GB of main memory");
    }

    @Test
    void aTierThatDoesNotFitIsLoweredToOneThatDoes() {
        server.hasEntries(
                entry("qwen2.5:72b", 47), entry("deepseek-r1:32b", 20), entry("qwen2.5:3b", 2));

        LlmResponse response = ask(ModelTier.REASONING);

        assertThat(response.model()).isEqualTo("qwen2.5:3b");
        assertThat(response.tierServed()).isEqualTo(ModelTier.FAST);
        assertThat(String.join(" ", response.notes()))
                .contains("qwen2.5:72b does not fit", "deepseek-r1:32b does not fit");
    }

    @Test
    void nothingThatFitsIsAnErrorWithTheNumbersAndNoCall() {
        server.hasEntries(entry("qwen2.5:72b", 47), entry("qwen2.5:14b", 20));

        assertThatThrownBy(() -> ask(ModelTier.REASONING))
                .isInstanceOf(OutOfMemoryException.class)
                .hasMessageContaining("47.0 GB weights")
                .hasMessageContaining("20.0 GB weights")
                .hasMessageContaining("gorgon hardware");
        assertThat(server.calls()).isZero();
    }

    @Test
    void aModelAskedForByNameThatDoesNotFitIsRefused() {
        server.hasEntries(entry("qwen2.5:72b", 47));
        LlmRequest request = LlmRequest.builder().user("hi").model("qwen2.5:72b").build();

        assertThatThrownBy(() -> provider.generate(request))
                .isInstanceOf(OutOfMemoryException.class)
                .hasMessageContaining("qwen2.5:72b does not fit");
        assertThatThrownBy(() -> provider.stream(request)).isInstanceOf(OutOfMemoryException.class);
        assertThat(server.calls()).isZero();
    }

    @Test
    void anEmbeddingModelHasToFitToo() {
        server.hasEntries(entry("nomic-embed-text", 30));

        assertThatThrownBy(() -> provider.embed(EmbedRequest.of(List.of("a"))))
                .isInstanceOf(OutOfMemoryException.class);
    }

    @Test
    void aServerThatDoesNotTellWhatIsLoadedIsNoObstacle() {
        server.wireMock().stubFor(get("/api/ps").willReturn(aResponse().withStatus(404)));
        server.hasEntries(entry("qwen2.5:14b", 9));

        assertThat(ask(ModelTier.STANDARD).model()).isEqualTo("qwen2.5:14b");
        ask(ModelTier.STANDARD);
        server.wireMock().verify(1, getRequestedFor(urlEqualTo("/api/ps")));
    }

    @Test
    void aSmallModelCostsNoQuestionMore() {
        server.hasEntries(entry("qwen2.5:3b", 2));

        ask(ModelTier.FAST);

        assertThat(server.wireMock().getAllServeEvents())
                .extracting(event -> event.getRequest().getUrl())
                .containsExactlyInAnyOrder("/api/tags", "/api/chat");
    }

    @Test
    void outOfMemoryAtTheServerMakesTheNextCallTakeASmallerModel() {
        server.hasEntries(entry("qwen2.5:14b", 8), entry("llama3.1:8b", 4));
        server.refuses(Refusal.OUT_OF_MEMORY, Map.of());
        assertThatThrownBy(() -> ask(ModelTier.STANDARD)).isInstanceOf(OutOfMemoryException.class);
        assertThat(server.lastRequest().path("model").asText()).isEqualTo("qwen2.5:14b");
        server.answers(List.of("Hello"), 1, 1);

        LlmResponse response = ask(ModelTier.STANDARD);

        assertThat(response.model()).isEqualTo("llama3.1:8b");
        assertThat(response.notes()).singleElement().asString().contains("ran out of memory");
    }

    @Test
    void aWarmModelOfTheTierIsTakenWhereThePreferredOneWouldPushItOut() {
        server.hasEntries(entry("qwen2.5:14b", 9), entry("llama3.1:8b", 6));
        loaded("llama3.1:8b", 8);
        use(1, Duration.ofMinutes(1));

        try (TokenStream other = provider.stream(byName("llama3.1:8b"))) {
            LlmResponse response = ask(ModelTier.STANDARD);

            assertThat(other).isNotNull();
            assertThat(response.model()).isEqualTo("llama3.1:8b");
            assertThat(response.notes())
                    .singleElement()
                    .asString()
                    .contains("qwen2.5:14b would have to be loaded first");
        }
    }

    private static LlmRequest byName(String model) {
        return LlmRequest.builder().user("hi").model(model).build();
    }

    @Test
    void theMemoryIsHeldUntilAStreamEnds() {
        server.hasEntries(entry("qwen2.5:14b", 8), entry("llama3.1:8b", 6));
        loaded(null, 0);
        use(2, Duration.ofMillis(50));

        try (TokenStream stream = provider.stream(byName("qwen2.5:14b"))) {
            assertThat(stream.next()).isNotNull();
            assertThatThrownBy(() -> provider.generate(byName("llama3.1:8b")))
                    .isInstanceOf(OverloadedException.class)
                    .hasMessageContaining("waited for memory that qwen2.5:14b had in use");
            while (stream.next() != null) {
                // to its end, without closing it
            }
            assertThat(provider.generate(byName("llama3.1:8b")).content()).isEqualTo("Hello");
        }
    }

    @Test
    void theMemoryIsGivenBackHoweverACallEnds() {
        server.hasEntries(entry("qwen2.5:14b", 8), entry("llama3.1:8b", 6));
        loaded(null, 0);
        use(2, Duration.ofMillis(50));

        provider.stream(byName("qwen2.5:14b")).close();
        provider.generate(byName("llama3.1:8b"));
        for (Refusal refusal : List.of(Refusal.OVERLOADED, Refusal.BAD_REQUEST)) {
            server.refuses(refusal, Map.of());
            assertThatThrownBy(() -> provider.stream(byName("qwen2.5:14b")))
                    .isInstanceOf(LlmException.class);
            assertThatThrownBy(() -> provider.generate(byName("qwen2.5:14b")))
                    .isInstanceOf(LlmException.class);
        }
        server.endsWithoutEndMark(List.of("a"));
        TokenStream broken = provider.stream(byName("qwen2.5:14b"));
        assertThat(broken.next()).isNotNull();
        assertThatThrownBy(broken::next).isInstanceOf(LlmException.class);
        server.answers(List.of("Hello"), 1, 1);

        assertThat(provider.generate(byName("llama3.1:8b")).content()).isEqualTo("Hello");
    }

    @Test
    void twoLargeModelsAreNeverCalledAtOnce() throws Exception {
        server.hasEntries(entry("qwen2.5:14b", 8), entry("llama3.1:8b", 6));
        loaded(null, 0);
        AtomicInteger large = new AtomicInteger();
        AtomicInteger small = new AtomicInteger();
        AtomicBoolean together = new AtomicBoolean();
        server.answersBy(
                request -> {
                    boolean first = request.path("model").asText().equals("qwen2.5:14b");
                    (first ? large : small).incrementAndGet();
                    together.compareAndSet(false, large.get() > 0 && small.get() > 0);
                    LockSupport.parkNanos(3_000_000);
                    (first ? large : small).decrementAndGet();
                    return OllamaWire.chat(request, List.of("ok"), "'done_reason':'stop'");
                });
        List<Thread> threads = new ArrayList<>();
        AtomicInteger answers = new AtomicInteger();
        for (int i = 0; i < 24; i++) {
            String model = i % 2 == 0 ? "qwen2.5:14b" : "llama3.1:8b";
            Thread thread =
                    new Thread(
                            () -> {
                                provider.generate(byName(model));
                                answers.incrementAndGet();
                            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(answers).hasValue(24);
        assertThat(together).isFalse();
    }

    @Test
    void aShortageIsToldWithoutACall() {
        server.hasEntries(entry("qwen2.5:72b", 47), entry("qwen2.5:3b", 2));
        MemoryBound bound = (MemoryBound) provider;

        assertThat(bound.shortage(ModelTier.REASONING))
                .hasValueSatisfying(why -> assertThat(why).contains("qwen2.5:72b does not fit"));
        assertThat(bound.shortage(ModelTier.FAST)).isEmpty();
        assertThat(bound.shortage(ModelTier.STANDARD)).isEmpty();
        server.stop();
        provider.close();
        use(2, Duration.ofSeconds(1));
        assertThat(((MemoryBound) provider).shortage(ModelTier.REASONING)).isEmpty();
    }
}
