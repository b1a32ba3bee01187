package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that send to endpoints of Camel. */
class EndpointStepsTest {

    @TempDir Path folder;

    private final WorkflowRunner workflows = WorkflowRunner.withMock();
    private final List<Message> received = new CopyOnWriteArrayList<>();

    @BeforeEach
    void addRoutes() throws Exception {
        workflows
                .camel()
                .addRoutes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:ask")
                                        .process(EndpointStepsTest.this::keep)
                                        .process(
                                                exchange ->
                                                        exchange.getMessage()
                                                                .setBody(
                                                                        "re: "
                                                                                + exchange.getMessage()
                                                                                        .getBody()))
                                        .setHeader("left", constant("behind"))
                                        .setVariable("leaked", constant("no"));
                                from("direct:stream")
                                        .process(
                                                exchange ->
                                                        exchange.getMessage()
                                                                .setBody(
                                                                        new ByteArrayInputStream(
                                                                                "bytes"
                                                                                        .getBytes(
                                                                                                StandardCharsets
                                                                                                        .UTF_8))));
                                from("direct:broken")
                                        .errorHandler(noErrorHandler())
                                        .throwException(new IllegalStateException("out of order"));
                                from("direct:map")
                                        .process(
                                                exchange ->
                                                        exchange.getMessage()
                                                                .setBody(
                                                                        Map.of(
                                                                                "v",
                                                                                1,
                                                                                "response",
                                                                                "R")));
                                from("seda:queue").process(EndpointStepsTest.this::keep);
                            }
                        });
    }

    private void keep(Exchange exchange) {
        received.add(exchange.getMessage().copy());
    }

    @AfterEach
    void close() {
        workflows.close();
    }

    private Ran run(String step, Map<String, Object> inputs) {
        return workflows.run(
                "{name: t, outputs: [o], steps: [{id: a, max_retries: 0, outputs: [o], type: to, params: {%s}}]}"
                        .formatted(step),
                inputs);
    }

    @Test
    void theReplyIsTheAnswer() {
        Ran ran =
                run(
                        "uri: 'direct:ask', body: 'Hello ${who}', headers: {to: '${who}', n: 5}",
                        Map.of("who", "${you}"));

        assertThat(ran.result().error()).isNull();
        assertThat(ran.output("o")).isEqualTo("re: Hello ${you}");
        assertThat(received.get(0).getBody()).isEqualTo("Hello ${you}");
        assertThat(received.get(0).getHeader("to")).isEqualTo("${you}");
        assertThat(received.get(0).getHeader("n", Integer.class)).isEqualTo(5);
    }

    @Test
    void whatTheRouteLeavesDoesNotReachTheNextStep() {
        ScriptedStep.script("b", call -> String.valueOf(call.variable("leaked")));
        Ran ran =
                workflows.run(
                        """
                        name: t
                        outputs: [o]
                        steps:
                          - {id: a, type: to, params: {uri: 'direct:ask', body: hi}}
                          - {id: b, type: scripted, outputs: [o]}
                        """);

        assertThat(ran.output("o")).isEqualTo("null");
        assertThat(ran.exchange().getMessage().getHeaders()).doesNotContainKey("left");
    }

    @Test
    void structuresAreSentAsStructures() {
        run("uri: 'direct:ask', body: {list: '${l}', n: 1}", Map.of("l", List.of(1, 2)));

        assertThat(received.get(0).getBody()).isEqualTo(Map.of("list", List.of(1, 2), "n", 1));
    }

    @Test
    void aStreamInTheReplyIsText() {
        assertThat(run("uri: 'direct:stream', body: x", Map.of()).output("o")).isEqualTo("bytes");
    }

    @Test
    void aMapInTheReplyIsBoundByItsKeys() {
        Ran ran =
                workflows.run(
                        "{name: t, outputs: [v, o], steps: [{id: a, type: to, outputs: [v, o],"
                                + " params: {uri: 'direct:map'}}]}");

        assertThat(ran.result().outputs()).isEqualTo(Map.of("v", 1, "o", "R"));
    }

    @Test
    void withoutAReplyTheRunGoesOnAtOnce() {
        Ran ran = run("uri: 'seda:queue', body: 'job ${n}', reply: false", Map.of("n", 7));

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        await().until(() -> !received.isEmpty());
        assertThat(received.get(0).getBody()).isEqualTo("job 7");
    }

    @Test
    void filesAreWrittenUnderTheNameInTheHeader() {
        Ran ran =
                run(
                        "uri: 'file:%s', reply: false, body: 'Report on ${what}', headers: {CamelFileName: 'report-${what}.txt'}"
                                .formatted(folder),
                        Map.of("what", "x"));

        assertThat(ran.result().error()).isNull();
        assertThat(folder.resolve("report-x.txt")).hasContent("Report on x");
    }

    @Test
    void aValueThatCouldBeEvaluatedIsRefusedForAHeaderThatSteersCamel() {
        Ran ran =
                run(
                        "uri: 'file:%s', reply: false, body: x, headers: {CamelFileName: '${name}'}"
                                .formatted(folder),
                        Map.of("name", "${sysenv.PATH}.txt"));

        assertThat(ran.result().error()).contains("must not hold '${'");
        assertThat(folder).isEmptyDirectory();
        assertThat(workflows.pauses()).isEmpty();
    }

    @Test
    void aRouteThatFailsFailsTheStep() {
        Ran ran = run("uri: 'direct:broken', body: x", Map.of());

        assertThat(ran.result().error()).isEqualTo("Step 'a' failed: out of order");
    }

    @Test
    void anAddressWithAPlaceholderIsFoundBeforeAnythingRuns() {
        assertThat(
                        workflows.errors(
                                "{name: t, inputs: {q: {}}, steps: [{id: a, type: to, params: {uri:"
                                        + " 'direct:${q}'}}]}"))
                .isNotEmpty();
    }

    @Test
    void inADryRunNothingIsSent() {
        Ran ran =
                workflows.dryRun(
                        "{name: t, outputs: [o], steps: [{id: a, outputs: [o], type: to, params:"
                                + " {uri: 'direct:ask', body: x}}]}",
                        Map.of());

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat((String) ran.output("o")).startsWith("[DRY RUN]");
        assertThat(received).isEmpty();
    }
}
