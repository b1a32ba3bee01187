package io.gorgon.camel.workflow;

import io.gorgon.workflow.step.ActionStepType;
import io.gorgon.workflow.step.StepType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The component {@code gorgon-step:TYPE}: does the work of a step whose type is written in Java. It
 * can only be used inside the route of a workflow.
 */
public final class GorgonStepComponent extends DefaultComponent {

    /** Marks the step as one whose condition does not hold. */
    static final String SKIP = "skip";

    @Override
    protected Endpoint createEndpoint(
            String uri, String remaining, Map<String, Object> parameters) {
        Map<String, String> options = new LinkedHashMap<>();
        parameters.forEach((name, value) -> options.put(name, String.valueOf(value)));
        parameters.clear();
        if (remaining.equals(SKIP)) {
            return new GorgonStepEndpoint(
                    uri,
                    this,
                    null,
                    exchange -> exchange.setProperty(WorkflowConstants.SKIPPED, true),
                    options);
        }
        if (remaining.equals(OperationGuard.NAME)) {
            return new GorgonStepEndpoint(uri, this, null, new OperationGuard(options), options);
        }
        StepType type = WorkflowRuntime.of(getCamelContext()).types().get(remaining);
        if (type instanceof ActionStepType action) {
            return new GorgonStepEndpoint(uri, this, action, null, options);
        }
        throw new IllegalArgumentException(
                "steps of the type '" + remaining + "' are made of EIPs, not of gorgon-step");
    }
}
