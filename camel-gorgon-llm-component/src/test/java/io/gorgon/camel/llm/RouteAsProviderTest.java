package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gorgon.camel.processor.PlanAttempts;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.error.AttemptsFailedException;
import io.gorgon.llm.error.InvalidOutputException;
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that is nothing but a route of the application, named in a chain of its own. */
class RouteAsProviderTest {

    private static final String RESPONSE = "gorgon-llm:standard?outputType=response";

    @TempDir Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();

    private GorgonCamel gorgon(String mode, String chain, String local, Processor legacy)
            throws Exception {
        PlanAttempts plan = new PlanAttempts();
        plan.setProviders(chain);
        plan.setLocal(local);
        GorgonCamel gorgon =
                GorgonCamel.with(
                        folder,
                        "llm: {mode: "
                                + mode
                                + ", providers: {here: {type: mock}, there: {type: mock, local: false}}}");
        plan.setCamelContext(gorgon.context());
        return gorgon.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:gorgon-llm")
                                        .errorHandler(noErrorHandler())
                                        .process(plan)
                                        .to("direct:gorgon-attempts");
                                from("direct:gorgon-provider-legacy")
                                        .errorHandler(noErrorHandler())
                                        .convertBodyTo(String.class)
                                        .process(
                                                e ->
                                                        asked.add(
                                                                e.getMessage()
                                                                        .getBody(String.class)))
                                        .process(legacy);
                            }
                        })
                .start();
    }

    private static Processor says(String text) {
        return exchange -> exchange.getMessage().setBody(text);
    }

    @Test
    void itsTextIsTheAnswer() throws Exception {
        try (GorgonCamel gorgon = gorgon("hybrid", "legacy, here", "", says("old wisdom"))) {
            LlmResponse response = gorgon.response(RESPONSE, "hi", Map.of());
            assertThat(response.content()).isEqualTo("old wisdom");
            assertThat(response.provider()).isEqualTo("legacy");
            assertThat(response.providerType()).isEqualTo("route");
            assertThat(response.usage().estimated()).isTrue();
            assertThat(response.usage().totalTokens()).isPositive();
            assertThat(asked).containsExactly("hi");
        }
    }

    @Test
    void itGetsAConversationAsText() throws Exception {
        try (GorgonCamel gorgon = gorgon("hybrid", "legacy", "", says("yes"))) {
            gorgon.response(RESPONSE + "&systemPrompt=Be brief.", "hi", Map.of());
            assertThat(asked).containsExactly("system: Be brief.\n\nuser: hi");
        }
    }

    @Test
    void whenItFailsTheNextProviderGetsTheSameRequest() throws Exception {
        Processor failing =
                exchange -> {
                    exchange.getMessage().removeHeaders("*");
                    throw new IllegalStateException("out of order");
                };
        try (GorgonCamel gorgon = gorgon("hybrid", "legacy,here", "", failing)) {
            LlmResponse response = gorgon.response(RESPONSE, "the prompt", Map.of());
            assertThat(response.provider()).isEqualTo("here");
            assertThat(response.content()).contains("the prompt");
            assertThat(response.failedAttempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.provider()).isEqualTo("legacy"));
        }
    }

    @Test
    void aRouteThatLeavesNothingHasNotAnswered() throws Exception {
        Processor nothing = exchange -> exchange.getMessage().setBody(null);
        try (GorgonCamel gorgon = gorgon("hybrid", "legacy", "", nothing)) {
            assertThat(gorgon.send(RESPONSE, "hi", Map.of()).getException())
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("direct:gorgon-provider-legacy has left no answer");
        }
    }

    @Test
    void itIsNotAskedWhatHasToStayLocal() throws Exception {
        try (GorgonCamel gorgon = gorgon("hybrid", "legacy, here", "", says("leak"))) {
            String uri = RESPONSE + "&private=true";
            assertThat(gorgon.response(uri, "hi", Map.of()).provider()).isEqualTo("here");
            LlmRequest request = LlmRequest.of("hi");
            assertThat(gorgon.response(uri, request, Map.of()).provider()).isEqualTo("here");
            control(gorgon).forceLocal("a test", 0);
            assertThat(gorgon.response(RESPONSE, "hi", Map.of()).provider()).isEqualTo("here");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void itIsNotAskedInModeLocalUnlessItIsLocal() throws Exception {
        try (GorgonCamel gorgon = gorgon("local", "there, legacy, here", "", says("leak"))) {
            assertThat(gorgon.response(RESPONSE, "hi", Map.of()).provider()).isEqualTo("here");
        }
        assertThat(asked).isEmpty();
        try (GorgonCamel gorgon = gorgon("local", "there, legacy, here", "legacy", says("ours"))) {
            assertThat(gorgon.response(RESPONSE, "hi", Map.of()).provider()).isEqualTo("legacy");
        }
    }

    @Test
    void aNameWithoutAProviderAndWithoutARouteIsAnError() throws Exception {
        try (GorgonCamel gorgon = gorgon("hybrid", "legasy, here", "", says("yes"))) {
            assertThat(gorgon.send(RESPONSE, "hi", Map.of()).getException())
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("there is no provider 'legasy'");
        }
    }

    @Test
    void itsTextIsAStreamOfOnePieceWhereAStreamIsAskedFor() throws Exception {
        try (GorgonCamel gorgon = gorgon("hybrid", "legacy", "", says("whole"))) {
            LlmStreamBody body =
                    (LlmStreamBody) gorgon.ask("gorgon-llm:standard?stream=true", "hi");
            StringBuilder text = new StringBuilder();
            body.forEachRemaining(text::append);
            assertThat(text).hasToString("whole");
        }
    }

    @Test
    void aTextThatDoesNotObeyTheSchemaIsNoAnswer() throws Exception {
        try (GorgonCamel gorgon = gorgon("hybrid", "legacy", "", says("no JSON"))) {
            LlmRequest request =
                    LlmRequest.builder()
                            .user("hi")
                            .responseSchema(
                                    JsonNodeFactory.instance.objectNode().put("type", "object"))
                            .build();
            assertThat(gorgon.send(RESPONSE, request, Map.of()).getException())
                    .isInstanceOf(InvalidOutputException.class);
        }
    }

    @Test
    void aTextIsNoVector() throws Exception {
        try (GorgonCamel gorgon = gorgon("hybrid", "legacy", "", says("[1]"))) {
            assertThat(gorgon.send("gorgon-llm:embedding", "hi", Map.of()).getException())
                    .isInstanceOf(UnsupportedByProviderException.class);
        }
    }

    @Test
    void allFailuresAreToldTogether() throws Exception {
        Processor failing =
                exchange -> {
                    throw new java.io.IOException("no route to host");
                };
        try (GorgonCamel gorgon = gorgon("hybrid", "legacy,legacy", "", failing)) {
            assertThat(gorgon.send(RESPONSE, "hi", Map.of()).getException())
                    .isInstanceOf(AttemptsFailedException.class)
                    .hasMessageContaining("legacy");
        }
    }

    @Test
    void embeddingsThatHaveToStayLocalDoSoAlsoAtANamedProvider() throws Exception {
        try (GorgonCamel gorgon = gorgon("hybrid", "here", "", says("unused"))) {
            String named = "gorgon-llm:embedding?provider=there";
            assertThat(gorgon.send(named + "&private=true", "hi", Map.of()).getException())
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("the request is private");
            control(gorgon).forceLocal("a test", 0);
            Exchange forced = gorgon.send(named, EmbedRequest.of(List.of("hi")), Map.of());
            assertThat(forced.getException())
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("a test");
        }
    }

    private static LlmRouterControl control(GorgonCamel gorgon) {
        return gorgon.context()
                .getRegistry()
                .lookupByNameAndType(LlmRouterControl.NAME, LlmRouterControl.class);
    }
}
