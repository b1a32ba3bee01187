package io.gorgon.camel.llm;

import io.gorgon.llm.failover.LocalSwitch;
import io.gorgon.llm.failover.LocalSwitch.Forced;
import io.gorgon.llm.failover.LocalSwitch.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Steers the router while it runs: in the registry as {@code gorgonRouterControl}, and over JMX
 * where camel-management is there.
 */
@ManagedResource(description = "Steers Gorgon's router")
public final class LlmRouterControl extends ServiceSupport {

    /** The name in the registry. */
    public static final String NAME = "gorgonRouterControl";

    private final GorgonLlm gorgon;

    LlmRouterControl(GorgonLlm gorgon) {
        this.gorgon = gorgon;
    }

    /**
     * Keeps every call of this process with local providers.
     *
     * @param reason why, for people
     * @param minutes for how long; 0 for not ending by itself
     */
    @ManagedOperation(description = "Keeps every call with local providers; 0 minutes for no end")
    public void forceLocal(String reason, long minutes) {
        force(Scope.PROCESS, "", reason, minutes);
    }

    /**
     * Keeps the calls of one agent with local providers.
     *
     * @param minutes for how long; 0 for not ending by itself
     */
    @ManagedOperation(description = "Keeps the calls of an agent with local providers")
    public void forceAgentLocal(String agentId, String reason, long minutes) {
        force(Scope.AGENT, agentId, reason, minutes);
    }

    /**
     * Keeps the calls of one run with local providers.
     *
     * @param minutes for how long; 0 for not ending by itself
     */
    @ManagedOperation(description = "Keeps the calls of a run with local providers")
    public void forceRunLocal(String runId, String reason, long minutes) {
        force(Scope.RUN, runId, reason, minutes);
    }

    private void force(Scope scope, String key, String reason, long minutes) {
        Instant until = minutes <= 0 ? null : Instant.now().plus(Duration.ofMinutes(minutes));
        orders().force(new Forced(scope, key, reason, until));
    }

    /** Takes back {@link #forceLocal}. */
    @ManagedOperation(description = "Ends forcing every call to be local")
    public void releaseLocal() {
        orders().release(Scope.PROCESS, "");
    }

    /** Takes back {@link #forceAgentLocal}. */
    @ManagedOperation(description = "Ends forcing the calls of an agent to be local")
    public void releaseAgentLocal(String agentId) {
        orders().release(Scope.AGENT, agentId);
    }

    /** Takes back {@link #forceRunLocal}. */
    @ManagedOperation(description = "Ends forcing the calls of a run to be local")
    public void releaseRunLocal(String runId) {
        orders().release(Scope.RUN, runId);
    }

    /** The orders that hold now, a line each. */
    @ManagedAttribute(description = "What is forced to be local, and why")
    public List<String> getForcedLocal() {
        return orders().orders().stream().map(Forced::toString).toList();
    }

    /** The providers that are known to be down. */
    @ManagedAttribute(description = "The providers that are known to be down")
    public List<String> getDownProviders() {
        return gorgon.downProviders().names().stream().sorted().toList();
    }

    private LocalSwitch orders() {
        return gorgon.localSwitch();
    }
}
