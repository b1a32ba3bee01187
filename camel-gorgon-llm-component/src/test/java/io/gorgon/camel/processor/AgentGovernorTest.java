package io.gorgon.camel.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.llm.GorgonLlmComponent;
import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.camel.observe.AgentDecisionEvent;
import io.gorgon.governor.AgentRefusedException;
import io.gorgon.governor.Governor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentGovernorTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Integer> alive = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        GorgonLlmComponent component = camel.getComponent("gorgon-llm", GorgonLlmComponent.class);
        component.setMockOnly(true);
        component.getSettings().put("governor.max_agents", "1");
        component.getSettings().put("governor.queue.limit", "0");
        camel.getRegistry().bind("meters", meters);
        camel.getManagementStrategy()
                .addEventNotifier(
                        new SimpleEventNotifierSupport() {
                            @Override
                            public void notify(CamelEvent event) {
                                if (event instanceof AgentDecisionEvent decision) {
                                    events.add(decision.toString());
                                }
                            }
                        });
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:agent")
                                .to("direct:gorgon-governor")
                                .process(exchange -> alive.add(governor().alive()))
                                .choice()
                                .when(body().isEqualTo("fail"))
                                .throwException(new IllegalStateException("it failed"))
                                .when(body().isEqualTo("twice"))
                                .to("direct:agent-inside")
                                .end();
                        from("direct:agent-inside")
                                .split(constant(1))
                                .stopOnException()
                                .to("direct:gorgon-governor");
                        from("direct:short")
                                .to("direct:gorgon-governor")
                                .to("direct:gorgon-agent-end")
                                .process(exchange -> alive.add(governor().alive()));
                    }
                });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private Governor governor() {
        return GorgonLlm.get(camel).governor();
    }

    private Exchange send(String to, String body) {
        return camel.createProducerTemplate()
                .send(
                        to,
                        exchange -> {
                            exchange.getMessage().setBody(body);
                            exchange.getMessage()
                                    .setHeaders(
                                            new java.util.HashMap<>(
                                                    Map.of(
                                                            GorgonLlmConstants.AGENT_ID,
                                                            "planner")));
                        });
    }

    @Test
    void anAgentHoldsItsPlaceUntilItsExchangeIsDone() {
        Exchange done = send("direct:agent", "work");
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader(AgentGovernor.REASONS, String.class))
                .contains("1 of 1 agents alive");
        assertThat(alive).containsExactly(1);
        assertThat(governor().alive()).isZero();
    }

    @Test
    void aFailedExchangeGivesItsPlaceBack() {
        assertThat(send("direct:agent", "fail").getException()).hasMessage("it failed");
        assertThat(alive).containsExactly(1);
        assertThat(governor().alive()).isZero();
    }

    @Test
    void anAgentCanEndBeforeItsExchange() {
        send("direct:short", "work");
        assertThat(alive).containsExactly(0);
    }

    @Test
    void aRefusedAgentFailsTheRouteAndIsAnEventAndAMetric() {
        Exchange refused = send("direct:agent", "twice");
        assertThat(refused.getException())
                .rootCause()
                .isInstanceOf(AgentRefusedException.class)
                .hasMessageContaining("1 agents are alive, as many as governor.max_agents allows");
        assertThat(governor().alive()).isZero();
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).startsWith("agent planner may begin: ");
        assertThat(events.get(1)).startsWith("agent planner may not begin: 1 agents are alive");
        assertThat(count("true", "none")).isEqualTo(1);
        assertThat(count("false", "agents")).isEqualTo(1);
        assertThat(meters.get("gorgon.governor.agents").gauge().value()).isZero();
    }

    private double count(String approved, String cause) {
        return meters.get("gorgon.governor.decisions")
                .tags("approved", approved, "cause", cause)
                .counter()
                .count();
    }
}
