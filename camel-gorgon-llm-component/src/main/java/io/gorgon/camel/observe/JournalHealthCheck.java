package io.gorgon.camel.observe;

import io.gorgon.camel.workflow.WorkflowRuns;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Whether what happens in runs can be written down: without it, no run begins or goes on. */
public final class JournalHealthCheck implements HealthCheck {

    static final String ID = "gorgon-journal";

    private final CamelContext camelContext;
    private boolean enabled = true;

    JournalHealthCheck(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public String getGroup() {
        return "gorgon";
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        if (!enabled || !WorkflowRuns.areIn(camelContext)) {
            return result.message(enabled ? "no workflows" : "disabled").up().build();
        }
        try {
            WorkflowRuns.of(camelContext).journal().requireWritable();
            return result.up().build();
        } catch (RuntimeException e) {
            return result.message("runs cannot be written down: " + e.getMessage()).down().build();
        }
    }
}
