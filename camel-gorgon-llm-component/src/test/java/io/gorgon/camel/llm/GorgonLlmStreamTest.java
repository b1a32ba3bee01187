package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.FinishReason;
import io.gorgon.llm.error.BrokenStreamException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GorgonLlmStreamTest {

    private static final String SCRIPT =
            """
            answers:
              - when: {prompt: "broken"}
                stream: ["one ", "two "]
                error: broken_stream
              - stream: ["one ", "zwei ", "три"]
                input_tokens: 5
                output_tokens: 3
            """;

    @TempDir Path folder;

    @Test
    void aRouteSplitsTheAnswerWhileItComes() throws Exception {
        GorgonCamel gorgon =
                GorgonCamel.withMock(folder, SCRIPT)
                        .routes(
                                new RouteBuilder() {
                                    @Override
                                    public void configure() {
                                        from("direct:split")
                                                .to("gorgon-llm:standard?stream=true")
                                                .split(body())
                                                .streaming()
                                                .to("mock:pieces");
                                    }
                                });
        try (gorgon) {
            gorgon.start().ask("direct:split", "count");
            MockEndpoint pieces = gorgon.context().getEndpoint("mock:pieces", MockEndpoint.class);
            assertThat(pieces.getExchanges())
                    .extracting(exchange -> exchange.getMessage().getBody())
                    .isEqualTo(List.of("one ", "zwei ", "три"));
        }
    }

    @Test
    void theAnswerIsReadAsAnInputStream() throws Exception {
        try (GorgonCamel gorgon = GorgonCamel.withMock(folder, SCRIPT).start()) {
            Exchange exchange = gorgon.send("gorgon-llm:standard?stream=true", "count", Map.of());
            try (InputStream in = exchange.getMessage().getBody(InputStream.class)) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("one zwei три");
            }
        }
    }

    @Test
    void whatItTookIsKnownAtTheEnd() {
        try (GorgonCamel gorgon = GorgonCamel.withMock(folder, SCRIPT).start()) {
            Exchange exchange = gorgon.send("gorgon-llm:standard?stream=true", "count", Map.of());
            assertThat(exchange.getMessage().getHeaders())
                    .containsEntry("CamelGorgonLlmProvider", "mock")
                    .doesNotContainKey("CamelGorgonLlmTotalTokens");
            LlmStreamBody body = exchange.getMessage().getBody(LlmStreamBody.class);
            body.forEachRemaining(piece -> {});
            assertThat(body.response().usage().totalTokens()).isEqualTo(8);
            assertThat(body.response().finishReason()).isEqualTo(FinishReason.STOP);
        }
    }

    @Test
    void anAnswerThatBreaksOffIsAnErrorWithTheTextSoFar() {
        try (GorgonCamel gorgon = GorgonCamel.withMock(folder, SCRIPT).start()) {
            Exchange exchange = gorgon.send("gorgon-llm:standard?stream=true", "broken", Map.of());
            LlmStreamBody body = exchange.getMessage().getBody(LlmStreamBody.class);
            assertThatThrownBy(() -> body.forEachRemaining(piece -> {}))
                    .isInstanceOfSatisfying(
                            BrokenStreamException.class,
                            e -> assertThat(e.partialText()).isEqualTo("one two "));
            InputStream in =
                    gorgon.send("gorgon-llm:standard?stream=true", "broken", Map.of())
                            .getMessage()
                            .getBody(InputStream.class);
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aStreamThatTheRouteDoesNotReadEndsWithTheRoute() throws Exception {
        GorgonCamel gorgon =
                GorgonCamel.withMock(folder, SCRIPT)
                        .routes(
                                new RouteBuilder() {
                                    @Override
                                    public void configure() {
                                        from("direct:unread").to("gorgon-llm:standard?stream=true");
                                    }
                                });
        try (gorgon) {
            Exchange exchange = gorgon.start().send("direct:unread", "count", Map.of());
            LlmStreamBody body = exchange.getMessage().getBody(LlmStreamBody.class);
            assertThat(body.hasNext()).isFalse();
            assertThat(body.response().finishReason()).isEqualTo(FinishReason.CANCELLED);
        }
    }
}
