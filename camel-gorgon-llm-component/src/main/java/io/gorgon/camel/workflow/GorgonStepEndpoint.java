package io.gorgon.camel.workflow;

import io.gorgon.workflow.run.WorkflowRun;
import io.gorgon.workflow.step.ActionStepType;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** One {@code gorgon-step:TYPE} in a route. */
final class GorgonStepEndpoint extends DefaultEndpoint {

    private final ActionStepType type;
    private final Processor instead;
    private final Map<String, String> options;

    /**
     * @param type null for what is no type of steps
     * @param instead does the work of that; null for a type of steps
     */
    GorgonStepEndpoint(
            String uri,
            Component component,
            ActionStepType type,
            Processor instead,
            Map<String, String> options) {
        super(uri, component);
        this.type = type;
        this.instead = instead;
        this.options = Map.copyOf(options);
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                if (instead != null) {
                    instead.process(exchange);
                } else {
                    act(exchange);
                }
            }
        };
    }

    private void act(Exchange exchange) throws Exception {
        WorkflowRun run = WorkflowRuntime.run(exchange);
        ExchangeStepCall call =
                new ExchangeStepCall(exchange, run, options, WorkflowRuntime.of(getCamelContext()));
        exchange.getMessage().setBody(run.dryRun() ? type.dryRun(call) : type.run(call));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("gorgon-step can only be sent to");
    }

    @Override
    public boolean isRemote() {
        return false;
    }
}
