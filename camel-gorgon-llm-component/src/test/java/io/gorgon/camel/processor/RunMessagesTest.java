package io.gorgon.camel.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages say of decisions. */
class RunMessagesTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void close() {
        camel.stop();
    }

    private Message message(Object body, Map<String, Object> headers) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        return exchange.getMessage();
    }

    private ApprovalMessage read(Object body) {
        return ApprovalMessage.of(message(body, Map.of()));
    }

    static Stream<Object> formsOfOneDecision() {
        return Stream.of(
                Map.of("token", "t1", "decision", "approve", "by", "ann", "comment", "fine by me"),
                "{\"token\": \"t1\", \"decision\": \"approve\", \"by\": \"ann\", \"comment\": \"fine by me\"}",
                "  {\"token\": \"t1\", \"decision\": \"Approve\", \"by\": \"ann\", \"comment\": \"fine by me\"}\n"
                        .getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("formsOfOneDecision")
    void anObjectSaysWhoHasDecidedWhat(Object body) {
        assertThat(read(body)).isEqualTo(new ApprovalMessage("t1", true, "ann", "fine by me"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject t1 not  now", " REJECT\tt1\n\nnot  now\n"})
    void aTextSaysItInWords(String text) {
        assertThat(read(text))
                .isEqualTo(
                        new ApprovalMessage(
                                "t1", false, "a message on direct:gorgon-approvals", "not  now"));
    }

    @Test
    void aStreamIsReadOnce() {
        byte[] text = "approve t1".getBytes(StandardCharsets.UTF_8);
        assertThat(read(new ByteArrayInputStream(text)))
                .isEqualTo(
                        new ApprovalMessage(
                                "t1", true, "a message on direct:gorgon-approvals", null));
    }

    @Test
    void headersSayIt() {
        Map<String, Object> headers =
                Map.of(
                        "CamelGorgonApprovalToken", "t1",
                        "CamelGorgonApprovalDecision", "reject",
                        "CamelGorgonApprovalBy", "ann",
                        "CamelGorgonApprovalComment", "no");
        assertThat(ApprovalMessage.of(message("anything", headers)))
                .isEqualTo(new ApprovalMessage("t1", false, "ann", "no"));
    }

    @Test
    void aHeaderNamesThePersonWhoHasSentAText() {
        assertThat(
                        ApprovalMessage.of(
                                message("approve t1", Map.of("CamelGorgonApprovalBy", "ann"))))
                .isEqualTo(new ApprovalMessage("t1", true, "ann", null));
    }

    @Test
    void nothingInItIsEvaluated() {
        assertThat(read("approve ${header.x} {{secret}} ${body}"))
                .isEqualTo(
                        new ApprovalMessage(
                                "${header.x}",
                                true,
                                "a message on direct:gorgon-approvals",
                                "{{secret}} ${body}"));
    }

    static Stream<Object> messagesThatDecideNothing() {
        return Stream.of(
                "",
                "approve",
                "yes t1",
                "approved t1",
                "t1 approve",
                "{\"token\": \"t1\"",
                Map.of("token", "t1"),
                Map.of("decision", "approve"),
                Map.of("token", " ", "decision", "approve"),
                Map.of("token", "t1", "decision", "yes"),
                Map.of("token", "t1", "decision", "approve", "bye", "ann"));
    }

    @ParameterizedTest
    @MethodSource("messagesThatDecideNothing")
    void whatCannotBeUnderstoodDecidesNothing(Object body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("send \"approve TOKEN\" or \"reject TOKEN\"")
                .hasMessageNotContaining("t1");
    }
}
