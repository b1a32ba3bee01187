package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.budget.ScopeKind;
import io.gorgon.budget.ScopeState;
import io.gorgon.llm.CallRecord;
import io.gorgon.llm.CallRecords;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.LoggedCallRecord;
import io.gorgon.llm.ModelRequest;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.WholeAnswerStream;
import io.gorgon.llm.error.BudgetExceededException;
import io.gorgon.llm.error.InvalidOutputException;
import io.gorgon.llm.error.StateUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a place that keeps answers is told of calls, over the routes. */
class CallRecordsTest {

    private static final String RESPONSE = "gorgon-llm:standard?agentId=a&outputType=response";
    private static final String SCHEMA =
            "{\"type\":\"object\",\"required\":[\"n\"],\"properties\":{\"n\":{\"type\":\"integer\"}}}";

    @TempDir private Path folder;
    private final LoggedCallRecord record = new LoggedCallRecord();
    private final List<ModelRequest> opened = new CopyOnWriteArrayList<>();
    private String otherProvider = "";
    private GorgonCamel gorgon;

    private void start(String budget, String answers) throws Exception {
        start(budget, answers, null);
    }

    private void start(String budget, String answers, RouteBuilder routes) throws Exception {
        Files.writeString(folder.resolve("script.yaml"), "answers:\n" + answers.indent(2));
        gorgon =
                GorgonCamel.with(
                        folder,
                        """
                        llm:
                          mode: hybrid
                          failover: {retries: 1, backoff_ms: 1}
                          budget: {%s}
                          prices:
                            mock: [{model: mock-*, input_per_million_usd: 1000, output_per_million_usd: 1000}]
                          providers:
                            there: {type: mock, local: false, script: script.yaml}
                            %s
                        """
                                .formatted(budget, otherProvider));
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

    private Exchange call(String uri, Object body) {
        return gorgon.context()
                .createProducerTemplate()
                .request(
                        uri,
                        exchange -> {
                            exchange.getMessage().setBody(body);
                            exchange.setProperty(
                                    GorgonLlmConstants.CALL_RECORDS_PROPERTY,
                                    (CallRecords)
                                            request -> {
                                                opened.add(request);
                                                return record;
                                            });
                        });
    }

    private static LlmResponse answered(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(LlmResponse.class);
    }

    private ScopeState agent() {
        return GorgonLlm.get(gorgon.context()).budget().ledger().scopes().stream()
                .filter(state -> state.scope().kind() == ScopeKind.AGENT)
                .findFirst()
                .orElseThrow();
    }

    private static LlmResponse recorded(String content) {
        return new LlmResponse(
                content,
                null,
                "mock-standard",
                "there",
                "mock",
                ModelTier.STANDARD,
                TokenUsage.reported(70, 7),
                10,
                null,
                FinishReason.STOP,
                1,
                List.of(),
                null);
    }

    @Test
    void anAnswerIsToldWithWhatIsBooked() throws Exception {
        start("", "- {reply: fine, input_tokens: 10, output_tokens: 2}");

        LlmResponse response = answered(call(RESPONSE, "hello"));

        assertThat(response.content()).isEqualTo("fine");
        assertThat(record.log()).hasSize(2);
        assertThat(record.log().get(0)).startsWith("reserving try-1: ");
        assertThat(record.log().get(1)).isEqualTo("answered try-1: fine, 12, 12000");
        assertThat(agent().spentTokens()).isEqualTo(12);
        assertThat(agent().spentMicroUsd()).isEqualTo(12000);
    }

    @Test
    void theWholeRequestIsShownBeforeTheCall() throws Exception {
        start("", "- {reply: fine}");

        call("gorgon-llm:fast?agentId=a&maxTokens=7&systemPrompt=short", "hello");

        assertThat(opened).hasSize(1);
        LlmRequest request = (LlmRequest) opened.get(0);
        assertThat(request.maxTokens()).isEqualTo(7);
        assertThat(request.systemPrompt()).isEqualTo("short");
        assertThat(request.messages().get(0).text()).isEqualTo("hello");
        assertThat(request.record()).isNull();
    }

    @Test
    void aRecordedAnswerNeedsNoRouteNoBudgetAndNoProvider() throws Exception {
        start("max_tokens_per_agent: 1, when_exceeded: reject", "- {error: overloaded}");
        record.withAnswer(recorded("known"));

        Exchange exchange = call(RESPONSE, "hello");

        LlmResponse response = answered(exchange);
        assertThat(response.content()).isEqualTo("known");
        assertThat(response.notes()).anyMatch(note -> note.startsWith("Taken from the journal"));
        assertThat(exchange.getMessage().getHeader(GorgonLlmConstants.RECORDED)).isEqualTo(true);
        assertThat(exchange.getMessage().getHeader(GorgonLlmConstants.TOTAL_TOKENS)).isEqualTo(77L);
        assertThat(record.log()).isEmpty();
        assertThat(GorgonLlm.get(gorgon.context()).budget().ledger().scopes())
                .noneMatch(state -> state.scope().kind() == ScopeKind.AGENT);
    }

    @Test
    void aNewAnswerIsNotMarkedAsRecorded() throws Exception {
        start("", "- {reply: fine}");

        Exchange exchange = call(RESPONSE, "hello");

        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKey(GorgonLlmConstants.RECORDED);
    }

    @Test
    void aRecordedAnswerIsAStreamOfOnePieceWhereOneIsWanted() throws Exception {
        start("", "- {error: overloaded}");
        record.withAnswer(recorded("known"));

        Exchange exchange = call("gorgon-llm:standard?stream=true", "hello");

        LlmStreamBody stream = exchange.getMessage().getBody(LlmStreamBody.class);
        assertThat(stream.next()).isEqualTo("known");
        assertThat(stream.hasNext()).isFalse();
        assertThat(stream.response().usage().totalTokens()).isEqualTo(77);
        assertThat(exchange.getMessage().getHeader(GorgonLlmConstants.RECORDED)).isEqualTo(true);
    }

    @Test
    void vectorsAreToldAndTakenAgain() throws Exception {
        start("", "- {reply: fine}");

        Exchange first = call("gorgon-llm:embedding?outputType=response", List.of("one", "two"));
        Exchange second = call("gorgon-llm:embedding?outputType=response", List.of("one", "two"));

        assertThat(record.log()).hasSize(2);
        assertThat(record.log().get(1)).startsWith("answered try-1: 2 vectors, ");
        assertThat(first.getMessage().getHeader(GorgonLlmConstants.RECORDED)).isNull();
        assertThat(second.getMessage().getHeader(GorgonLlmConstants.RECORDED)).isEqualTo(true);
        assertThat(second.getMessage().getBody(EmbedResponse.class).vectors())
                .isEqualTo(first.getMessage().getBody(EmbedResponse.class).vectors());
    }

    @Test
    void aStreamIsToldWhenItHasEnded() throws Exception {
        start("", "- {stream: [one, two], input_tokens: 10, output_tokens: 2}");

        LlmStreamBody stream =
                call("gorgon-llm:standard?stream=true", "hello")
                        .getMessage()
                        .getBody(LlmStreamBody.class);
        assertThat(stream.next()).isEqualTo("one");
        assertThat(record.log()).hasSize(1);
        stream.forEachRemaining(piece -> {});

        assertThat(record.log()).hasSize(2);
        assertThat(record.log().get(1)).isEqualTo("answered try-1: onetwo, 12, 12000");
    }

    @Test
    void aStreamThatIsClosedEarlyIsLost() throws Exception {
        start("", "- {stream: [one, two]}");
        LlmStreamBody stream =
                call("gorgon-llm:standard?stream=true&agentId=a", "hello")
                        .getMessage()
                        .getBody(LlmStreamBody.class);
        stream.next();

        stream.close();

        assertThat(record.log()).hasSize(2);
        assertThat(record.log().get(1))
                .isEqualTo(
                        "lost try-1: CancelledException, %d, %d"
                                .formatted(agent().inDoubtTokens(), agent().inDoubtMicroUsd()));
    }

    @Test
    void aRefusedBudgetIsTold() throws Exception {
        start("max_tokens_per_agent: 1, when_exceeded: reject", "- {reply: fine}");

        assertThat(call(RESPONSE, "hello").getException())
                .isInstanceOf(BudgetExceededException.class);

        assertThat(record.log()).hasSize(2);
        assertThat(record.log().get(1)).isEqualTo("refused try-1");
    }

    @Test
    void aCallThatIsMadeSmallerKeepsItsName() throws Exception {
        start(
                "max_tokens_per_agent: 80, when_exceeded: shrink_max_tokens, min_max_tokens: 10",
                "- {reply: fine, input_tokens: 10, output_tokens: 2}");

        answered(call(RESPONSE, "hello"));

        assertThat(record.log().get(0)).startsWith("reserving try-1: ");
        assertThat(record.log().get(1)).isEqualTo("refused try-1");
        assertThat(record.log().get(record.log().size() - 2)).startsWith("reserving try-1: ");
        assertThat(record.log().get(record.log().size() - 1))
                .isEqualTo("answered try-1: fine, 12, 12000");
    }

    @Test
    void aFailureBeforeAnythingWasSentCostsNothing() throws Exception {
        start("", "- {error: bad_request}");

        call(RESPONSE, "hello");

        assertThat(record.log()).hasSize(2);
        assertThat(record.log().get(1)).startsWith("failed try-1: ").endsWith(", 0, 0");
        assertThat(agent().committedTokens()).isZero();
    }

    @Test
    void afterALostAnswerAnotherTryBegins() throws Exception {
        otherProvider = "yonder: {type: mock, local: false, script: other.yaml}";
        Files.writeString(
                folder.resolve("other.yaml"),
                "answers: [{reply: fine, input_tokens: 10, output_tokens: 2}]");
        start("", "- {error: timeout}");

        answered(call(RESPONSE, "hello"));

        assertThat(record.log()).hasSize(5);
        assertThat(record.log().get(0)).startsWith("reserving try-1: ");
        assertThat(record.log().get(1))
                .isEqualTo(
                        "lost try-1: LlmTimeoutException, %d, %d"
                                .formatted(agent().inDoubtTokens(), agent().inDoubtMicroUsd()));
        assertThat(record.log().get(2)).isEqualTo("again");
        assertThat(record.log().get(3)).startsWith("reserving try-2: ");
        assertThat(record.log().get(4)).isEqualTo("answered try-2: fine, 12, 12000");
    }

    @Test
    void theFirstAnswerIsKeptBeforeItIsChecked() throws Exception {
        start(
                "",
                """
                - {when: {prompt: hello}, reply: no JSON, input_tokens: 10, output_tokens: 2}
                - {when: {prompt: does not match}, json: {n: 1}, input_tokens: 20, output_tokens: 3}
                """);

        LlmResponse response = answered(call(withSchema(), "hello"));

        assertThat(response.content()).isEqualTo("{\"n\":1}");
        assertThat(record.log()).hasSize(3);
        assertThat(record.log().get(1)).isEqualTo("first answer try-1: no JSON");
        assertThat(record.log().get(2)).isEqualTo("answered try-1: {\"n\":1}, 35, 35000");
    }

    private static String withSchema() {
        return RESPONSE + "&responseSchema=RAW(" + SCHEMA + ")";
    }

    @Test
    void aFirstAnswerThatWasRecordedIsRepairedAndNotBookedAgain() throws Exception {
        start(
                "",
                """
                - {when: {prompt: does not match}, json: {n: 1}, input_tokens: 20, output_tokens: 3}
                - {error: overloaded}
                """);
        record.withFirstAnswer(recorded("no JSON"));

        LlmResponse response = answered(call(withSchema(), "hello"));

        assertThat(response.content()).isEqualTo("{\"n\":1}");
        assertThat(record.log()).hasSize(2);
        assertThat(record.log().get(1)).isEqualTo("answered try-1: {\"n\":1}, 23, 23000");
    }

    @Test
    void aFirstAnswerThatWasRecordedAndIsRightNeedsNoCall() throws Exception {
        start("", "- {error: overloaded}");
        record.withFirstAnswer(recorded("{\"n\": 5}"));

        LlmResponse response = answered(call(withSchema(), "hello"));

        assertThat(response.content()).isEqualTo("{\"n\": 5}");
        assertThat(record.log()).hasSize(2);
        assertThat(record.log().get(1)).isEqualTo("answered try-1: {\"n\": 5}, 0, 0");
    }

    @Test
    void noRepairIsPaidForWhileNothingCanBeRecorded() throws Exception {
        start(
                "",
                """
                - {when: {prompt: hello}, reply: no JSON, input_tokens: 10, output_tokens: 2}
                - {when: {prompt: does not match}, json: {n: 1}}
                """);
        record.onFirstAnswer(
                () -> {
                    throw new StateUnavailableException("the disk is full", null);
                });

        Exception failure = call(withSchema(), "hello").getException();

        assertThat(failure).isInstanceOf(StateUnavailableException.class);
        assertThat(failure).hasMessageContaining("the disk is full");
        assertThat(record.log()).hasSize(3);
        assertThat(record.log().get(2))
                .isEqualTo("failed try-1: StateUnavailableException, 12, 12000");
    }

    @Test
    void anAnswerInvalidToTheEndIsBookedAsFailed() throws Exception {
        start("", "- {reply: no JSON, input_tokens: 10, output_tokens: 2}");

        assertThat(call(withSchema(), "hello").getException())
                .isInstanceOf(InvalidOutputException.class);

        assertThat(record.log().get(record.log().size() - 1))
                .isEqualTo("failed try-1: InvalidOutputException, 24, 24000");
        assertThat(agent().spentTokens()).isEqualTo(24);
    }

    private static RouteBuilder route(String from, Processor steps) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(from).errorHandler(noErrorHandler()).process(steps);
            }
        };
    }

    @Test
    void whereTheApplicationGovernsCallsItselfTheAnswerIsKeptAllTheSame() throws Exception {
        start(
                "",
                "- {error: overloaded}",
                route(
                        "direct:gorgon-governed",
                        exchange -> exchange.getMessage().setBody(recorded("own"))));

        assertThat(answered(call(RESPONSE, "hello")).content()).isEqualTo("own");

        assertThat(record.log())
                .containsExactly("reserving try-1: 0, 0", "answered try-1: own, 0, 0", "flush");
    }

    @Test
    void aCallThatFailsBeforeItsBudgetIsEndedAllTheSame() throws Exception {
        start("", "- {reply: fine}");

        call(RESPONSE + "&provider=nobody", "hello");

        assertThat(record.log()).hasSize(1);
        assertThat(record.log().get(0)).startsWith("failed try-1: ").endsWith(", 0, 0");
    }

    @Test
    void anOwnStreamThatIsClosedEarlyIsEnded() throws Exception {
        start(
                "",
                "- {error: overloaded}",
                route(
                        "direct:gorgon-governed",
                        exchange ->
                                exchange.getMessage()
                                        .setBody(new WholeAnswerStream(recorded("own")))));

        call("gorgon-llm:standard?stream=true", "hello")
                .getMessage()
                .getBody(LlmStreamBody.class)
                .close();

        assertThat(record.log()).containsExactly("failed try-1: IllegalStateException, 0, 0");
    }

    @Test
    void anOwnStreamIsKeptAtItsEnd() throws Exception {
        start(
                "",
                "- {error: overloaded}",
                route(
                        "direct:gorgon-governed",
                        exchange ->
                                exchange.getMessage()
                                        .setBody(new WholeAnswerStream(recorded("own")))));

        LlmStreamBody stream =
                call("gorgon-llm:standard?stream=true", "hello")
                        .getMessage()
                        .getBody(LlmStreamBody.class);
        assertThat(record.log()).isEmpty();
        stream.forEachRemaining(piece -> {});

        assertThat(record.log())
                .containsExactly("reserving try-1: 0, 0", "answered try-1: own, 0, 0", "flush");
    }

    @Test
    void aRouteInThePlaceOfAProviderIsKept() throws Exception {
        start(
                "",
                "- {error: overloaded}",
                route(
                        "direct:gorgon-provider-there",
                        exchange -> exchange.getMessage().setBody("old wisdom")));

        assertThat(answered(call(RESPONSE, "hello")).content()).isEqualTo("old wisdom");

        assertThat(record.log()).hasSize(2);
        assertThat(record.log().get(1)).startsWith("answered try-1: old wisdom, ");
    }

    @Test
    void thePropertyDoesNotReachTheRoutes() throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>();
        start(
                "",
                "- {error: overloaded}",
                route(
                        "direct:gorgon-llm",
                        exchange -> {
                            seen.addAll(exchange.getProperties().keySet());
                            exchange.getMessage().setBody(recorded("own"));
                        }));

        answered(call(RESPONSE, "hello"));

        assertThat(seen).isNotEmpty().doesNotContain(GorgonLlmConstants.CALL_RECORDS_PROPERTY);
    }

    @Test
    void aPropertyOfAnotherKindIsRefused() throws Exception {
        start("", "- {reply: fine}");

        Exchange exchange =
                gorgon.context()
                        .createFluentProducerTemplate()
                        .withBody("hello")
                        .withExchangeProperty(GorgonLlmConstants.CALL_RECORDS_PROPERTY, "x")
                        .to(RESPONSE)
                        .send();

        assertThat(exchange.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("io.gorgon.llm.CallRecords");
    }

    @Test
    void theRecordSurvivesCopiesOfARequestAndIsNotPartOfItsText() {
        LlmRequest request = LlmRequest.builder().user("hello").agentId("a").record(record).build();

        assertThat(request.toBuilder().build().record()).isSameAs(record);
        assertThat(request.withDeadline(java.time.Instant.EPOCH).record()).isSameAs(record);
        assertThat(request.toString())
                .startsWith("LlmRequest[messages=[")
                .contains("agentId=a")
                .doesNotContain("record");
        CallRecord none = null;
        assertThat(request.withRecord(none).record()).isNull();
        assertThatThrownBy(() -> LlmRequest.builder().record(record).build())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
