package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.budget.ScopeKind;
import io.gorgon.budget.ScopeState;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.LlmException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that name themselves, so that they are paid once. */
class JournalKeyTest {

    private static final String KEYED =
            "gorgon-llm:standard?agentId=a&outputType=response&journalKey=K1";
    private static final String ONE_ANSWER =
            """
            - {reply: fine, input_tokens: 10, output_tokens: 2, times: 1}
            - {error: bad_request}
            """;

    @TempDir private Path folder;
    private GorgonCamel gorgon;

    private void start(String answers) throws Exception {
        start(answers, null);
    }

    private void start(String answers, RouteBuilder routes) throws Exception {
        Files.writeString(folder.resolve("script.yaml"), "answers:\n" + answers.indent(2));
        gorgon =
                GorgonCamel.with(
                        folder,
                        """
                        llm: {mode: local, providers: {mock: {script: script.yaml}}}
                        state: {url: 'sqlite:%s'}
                        """
                                .formatted(folder.resolve("state.db")));
        if (routes != null) {
            gorgon.routes(routes);
        }
        gorgon.start();
    }

    @AfterEach
    void stop() {
        if (gorgon != null) {
            gorgon.close();
        }
    }

    private static boolean isRecorded(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(GorgonLlmConstants.RECORDED, false, Boolean.class);
    }

    private static Map<String, Object> key(String key) {
        return Map.of(GorgonLlmConstants.JOURNAL_KEY, key);
    }

    @Test
    void theSecondMessageOfAKeyIsAnsweredWithoutARequestAndBookedOnce() throws Exception {
        start(ONE_ANSWER);

        Exchange first = gorgon.send(KEYED, "hello", Map.of());
        Exchange second = gorgon.send(KEYED, "hello", Map.of());

        assertThat(isRecorded(first)).isFalse();
        assertThat(isRecorded(second)).isTrue();
        assertThat(second.getMessage().getBody(LlmResponse.class).content()).isEqualTo("fine");
        assertThat(spentTokens()).isEqualTo(12);
    }

    private long spentTokens() {
        return GorgonLlm.get(gorgon.context()).budget().ledger().scopes().stream()
                .filter(state -> state.scope().kind() == ScopeKind.AGENT)
                .mapToLong(ScopeState::spentTokens)
                .sum();
    }

    @Test
    void anAnswerOutlivesTheApplication() throws Exception {
        start(ONE_ANSWER);
        gorgon.send(KEYED, "hello", Map.of());
        gorgon.close();

        start("- {error: bad_request}");
        Exchange second = gorgon.send(KEYED, "hello", Map.of());

        assertThat(isRecorded(second)).isTrue();
        assertThat(second.getMessage().getBody(LlmResponse.class).content()).isEqualTo("fine");
        assertThat(second.getMessage().getHeader(GorgonLlmConstants.TOTAL_TOKENS)).isEqualTo(12L);
        assertThat(spentTokens()).isEqualTo(12);
    }

    @Test
    void aCallThatWasRefusedBeforeItWasMadeLeavesItsKeyFree() throws Exception {
        start("- {reply: fine}");

        assertThat(gorgon.send(KEYED + "&provider=nobody", "hello", Map.of()).getException())
                .isNotNull();

        assertThat(isRecorded(gorgon.send(KEYED, "hello", Map.of()))).isFalse();
    }

    @Test
    void theHeaderStandsAboveTheOption() throws Exception {
        start("- {reply: fine}");

        gorgon.send(KEYED, "hello", Map.of());

        assertThat(isRecorded(gorgon.send(KEYED, "hello", key("K2")))).isFalse();
        assertThat(isRecorded(gorgon.send("gorgon-llm:standard?agentId=a", "hello", key("K1"))))
                .isTrue();
    }

    @Test
    void withoutAKeyNothingIsRecorded() throws Exception {
        start("- {reply: fine}");

        gorgon.send("gorgon-llm:standard", "hello", Map.of());

        assertThat(isRecorded(gorgon.send("gorgon-llm:standard", "hello", Map.of()))).isFalse();
    }

    @Test
    void anotherPromptUnderTheSameKeyIsAnError() throws Exception {
        start("- {reply: fine}");
        gorgon.send(KEYED, "hello", Map.of());

        assertThat(gorgon.send(KEYED, "something else", Map.of()).getException())
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("K1");
        // and the key is free again
        assertThat(isRecorded(gorgon.send(KEYED, "hello", Map.of()))).isTrue();
    }

    @Test
    void aCallThatFailedIsMadeAgainUnderItsKey() throws Exception {
        start("- {error: bad_request, fail_times: 1, reply: fine}");

        assertThat(gorgon.send(KEYED, "hello", Map.of()).getException())
                .isInstanceOf(BadRequestException.class);

        assertThat(isRecorded(gorgon.send(KEYED, "hello", Map.of()))).isFalse();
        assertThat(isRecorded(gorgon.send(KEYED, "hello", Map.of()))).isTrue();
    }

    @Test
    void aBlankKeyIsRefused() throws Exception {
        start("- {reply: fine}");

        for (String blank : List.of("", "  ", "\n")) {
            assertThat(gorgon.send("gorgon-llm:standard", "hello", key(blank)).getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("journalKey")
                    .hasMessageContaining("blank");
        }
    }

    @Test
    void aKeyHas512CharactersAtMost() throws Exception {
        start("- {reply: fine}");

        assertThat(isRecorded(gorgon.send("gorgon-llm:fast", "hello", key("k".repeat(512)))))
                .isFalse();
        assertThat(gorgon.send("gorgon-llm:fast", "hello", key("k".repeat(513))).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("513");
    }

    @Test
    void aKeyIsDataAndNoExpression() throws Exception {
        start("- {reply: fine}");
        String key = "${body} {{x}} ' ; drop table";

        assertThat(isRecorded(gorgon.send("gorgon-llm:fast", "hello", key(key)))).isFalse();
        assertThat(isRecorded(gorgon.send("gorgon-llm:fast", "hello", key(key)))).isTrue();
        assertThat(isRecorded(gorgon.send("gorgon-llm:fast", "hello", key("hello {{x}}"))))
                .isFalse();
    }

    @Test
    void vectorsAreRecordedUnderAKey() throws Exception {
        start("- {reply: fine}");
        String uri = "gorgon-llm:embedding?journalKey=E1";

        Exchange first = gorgon.send(uri, "hello", Map.of());
        Exchange second = gorgon.send(uri, "hello", Map.of());

        assertThat(isRecorded(second)).isTrue();
        assertThat(second.getMessage().getBody(float[].class))
                .containsExactly(first.getMessage().getBody(float[].class));
    }

    @Test
    void aStreamIsRecordedAtItsEndAndTakenAsOne() throws Exception {
        start("- {stream: [one, two], times: 1}\n- {error: bad_request}");
        String uri = "gorgon-llm:standard?stream=true&journalKey=S1";

        LlmStreamBody first =
                gorgon.send(uri, "hello", Map.of()).getMessage().getBody(LlmStreamBody.class);
        first.forEachRemaining(piece -> {});
        Exchange second = gorgon.send(uri, "hello", Map.of());

        assertThat(isRecorded(second)).isTrue();
        assertThat(second.getMessage().getBody(LlmStreamBody.class).next()).isEqualTo("onetwo");
        assertThat(isRecorded(gorgon.send("gorgon-llm:standard", "hello", key("S1")))).isTrue();
    }

    @Test
    void aCallWaitsForTheStreamOfItsKey() throws Exception {
        start("- {stream: [one, two]}");
        LlmStreamBody open =
                gorgon.send("gorgon-llm:standard?stream=true&journalKey=S1", "hello", Map.of())
                        .getMessage()
                        .getBody(LlmStreamBody.class);

        assertThat(gorgon.send("gorgon-llm:standard?timeout=1", "hello", key("S1")).getException())
                .isInstanceOf(LlmException.class)
                .hasMessageContaining("journal key");
        open.forEachRemaining(piece -> {});
        assertThat(isRecorded(gorgon.send("gorgon-llm:standard", "hello", key("S1")))).isTrue();
    }

    @Test
    void callsOfAKeyAtTheSameTimePayOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        start(
                "- {error: bad_request}",
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:gorgon-governed")
                                .errorHandler(noErrorHandler())
                                .process(
                                        exchange -> {
                                            asked.incrementAndGet();
                                            exchange.getMessage().setBody(answer());
                                        });
                    }
                });
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Exchange>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> gorgon.send(KEYED, "hello", Map.of())));
            }
            long recorded = 0;
            for (Future<Exchange> each : all) {
                recorded += isRecorded(each.get()) ? 1 : 0;
            }
            assertThat(recorded).isEqualTo(7);
            assertThat(asked).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static LlmResponse answer() {
        return new LlmResponse(
                "own",
                null,
                "m",
                "mock",
                "mock",
                ModelTier.STANDARD,
                TokenUsage.reported(10, 2),
                1,
                null,
                FinishReason.STOP,
                1,
                List.of(),
                null);
    }
}
