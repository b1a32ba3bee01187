package io.gorgon.camel.workflow;

import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.governor.AgentPlace;
import io.gorgon.governor.AgentSpawnRequest;
import io.gorgon.governor.Governor;
import io.gorgon.workflow.run.WorkflowRun;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * The agent of a step that a model answers: each try of it is an agent that begins and ends. Its
 * tier is held to the hardware by each of its calls.
 */
final class StepAgents {

    private final StepSettings settings;
    private final WorkflowRuntime runtime;

    StepAgents(StepSettings settings, WorkflowRuntime runtime) {
        this.settings = settings;
        this.runtime = runtime;
    }

    /**
     * Lets the agent begin, perhaps after it has waited for its turn.
     *
     * @return null for a step that is no agent, and where agents need no place
     * @throws io.gorgon.governor.AgentRefusedException if it may not begin
     */
    AgentPlace begin(Exchange exchange, WorkflowRun run, String path, Optional<StepType> type)
            throws InterruptedException {
        if (run.dryRun() || !settings.isLeaf() || type.filter(StepAgents::isAgent).isEmpty()) {
            return null;
        }
        Optional<Governor> governor = runtime.governor();
        if (governor.isEmpty()) {
            return null;
        }
        AgentSpawnRequest request =
                AgentSpawnRequest.of(
                        agent(exchange), null, settings.getEstimatedTokens(), run.root().id());
        Instant deadline = StepTries.deadline(exchange);
        Duration left = Duration.between(run.clock().instant(), deadline);
        AgentPlace place =
                governor.get()
                        .spawn(
                                request,
                                left.isNegative() ? Duration.ZERO : left,
                                run.cancellation());
        if (place.decision().constraints().forceLocal()) {
            exchange.getMessage().setHeader(GorgonLlmConstants.FORCE_LOCAL, true);
            run.warn("Step '" + path + "': " + place.decision().sentence());
        }
        return place;
    }

    private static boolean isAgent(StepType type) {
        return type.asksModel() && type.stepClass() == StepClass.PAID;
    }

    /** The role of the step, or the agent that the item of a plan names; null for none. */
    String agent(Exchange exchange) {
        return settings.getRole() == null
                        && exchange.getProperty(WorkflowConstants.ITEM) instanceof Map<?, ?> item
                        && settings.isDelegated()
                        && item.get("agent") instanceof String agent
                ? agent
                : settings.getRole();
    }
}
