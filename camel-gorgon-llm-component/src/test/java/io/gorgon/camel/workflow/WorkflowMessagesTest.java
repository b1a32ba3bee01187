package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.llm.GorgonLlmComponent;
import io.gorgon.workflow.run.WorkflowFailedException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a workflow does with the messages of other routes, and what it leaves of them. */
class WorkflowMessagesTest {

    private static final String ECHO =
            """
            name: Echo
            inputs: {body: {type: string, required: true}, tone: {type: string, default: calm}}
            outputs: [said]
            steps:
              - id: say
                type: set
                params: {said: "${body}, ${tone}"}
                outputs: [said]
            """;

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void loadBeforeTheStartAsCamelMainDoes() throws Exception {
        camel.getComponent("gorgon-llm", GorgonLlmComponent.class).setMockOnly(true);
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString("echo.gorgon.yaml", ECHO));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private Exchange send(Processor message) {
        return camel.createProducerTemplate().request("direct:gorgon-workflow-echo", message);
    }

    private static Object said(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Map.class).get("said");
    }

    @Test
    void aTextIsTheInputBodyAndAHeaderTheInputOfItsName() {
        Exchange exchange =
                send(
                        it -> {
                            it.getMessage().setBody("Hello");
                            it.getMessage().setHeader("tone", "loud");
                        });
        assertThat(said(exchange)).isEqualTo("Hello, loud");
        assertThat(exchange.getMessage().getHeader(WorkflowConstants.STATUS)).isEqualTo("success");
        assertThat(exchange.getMessage().getHeader("tone")).isEqualTo("loud");
    }

    @Test
    void aHeaderNamedBodyDoesNotTakeThePlaceOfTheBody() {
        Exchange exchange =
                send(
                        it -> {
                            it.getMessage().setBody("Hello");
                            it.getMessage().setHeader("body", "Goodbye");
                        });
        assertThat(said(exchange)).isEqualTo("Hello, calm");
    }

    @Test
    void aMessageThatOnlySaysThatItIsJsonIsARunThatFailed() {
        Exchange exchange =
                send(
                        it -> {
                            it.getMessage().setBody("Hello");
                            it.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
                            it.getMessage().setHeader("order", 7);
                        });
        assertThat(exchange.getException())
                .isInstanceOf(WorkflowFailedException.class)
                .hasMessageStartingWith("Workflow 'echo' failed: the message says that it is JSON");
        assertThat(exchange.getMessage().getHeader(WorkflowConstants.STATUS)).isEqualTo("failed");
        assertThat(exchange.getMessage().getHeader("order")).isEqualTo(7);
    }
}
