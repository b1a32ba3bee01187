package io.gorgon.camel.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.llm.GorgonLlmComponent;
import io.gorgon.camel.llm.LlmRouterControl;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.console.DevConsole;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

class GorgonDevConsoleTest {

    @Test
    void whatIsForcedToBeLocalIsShownWithItsReason() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getComponent("gorgon-llm", GorgonLlmComponent.class).setMockOnly(true);
            context.start();
            LlmRouterControl control =
                    context.getRegistry()
                            .lookupByNameAndType(LlmRouterControl.NAME, LlmRouterControl.class);
            control.forceRunLocal("run-1", "the budget has ended", 60);
            GorgonDevConsole console = new GorgonDevConsole();
            console.setCamelContext(context);

            assertThat(console.call(DevConsole.MediaType.TEXT).toString())
                    .contains("Mode: local")
                    .contains("mock: mock, local, circuit breaker CLOSED")
                    .contains("Forced local: RUN run-1, the budget has ended, until ");
            JsonObject json = (JsonObject) console.call(DevConsole.MediaType.JSON);
            assertThat(json.toJson())
                    .contains("\"reason\":\"the budget has ended\"")
                    .contains("\"circuit_breaker\":\"CLOSED\"");
        }
    }

    @Test
    void anOperatorForcesCallsToBeLocalOverJmx() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getComponent("gorgon-llm", GorgonLlmComponent.class).setMockOnly(true);
            context.start();
            MBeanServer server =
                    context.getManagementStrategy().getManagementAgent().getMBeanServer();
            ObjectName name =
                    server.queryNames(
                                    new ObjectName(
                                            "org.apache.camel:context="
                                                    + context.getManagementName()
                                                    + ",type=services,name=LlmRouterControl*"),
                                    null)
                            .iterator()
                            .next();

            server.invoke(
                    name,
                    "forceLocal",
                    new Object[] {"an audit", 0L},
                    new String[] {String.class.getName(), long.class.getName()});

            assertThat(server.getAttribute(name, "ForcedLocal").toString()).contains("an audit");
            assertThat(GorgonLlm.get(context).localSwitch().find("any", null)).isPresent();
        }
    }
}
