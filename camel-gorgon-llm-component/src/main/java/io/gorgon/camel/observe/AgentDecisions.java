package io.gorgon.camel.observe;

import io.gorgon.governor.AgentSpawnRequest;
import io.gorgon.governor.Governor;
import io.gorgon.governor.GovernorDecision;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of the governor's decisions: a Camel event each, a meter, and a line in the log. */
final class AgentDecisions implements Governor.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(AgentDecisions.class);

    private final CamelContext context;
    private final Governor governor;
    private volatile Optional<AgentMeters> meters;

    AgentDecisions(CamelContext context, Governor governor) {
        this.context = context;
        this.governor = governor;
    }

    @Override
    public void decided(AgentSpawnRequest request, GovernorDecision decision) {
        AgentDecisionEvent event = new AgentDecisionEvent(context, request, decision);
        if (decision.approved()) {
            LOG.debug("{}", event);
        } else {
            LOG.warn("{}", event);
        }
        meters().ifPresent(known -> known.count(decision));
        try {
            context.getManagementStrategy().notify(event);
        } catch (Exception e) {
            LOG.warn("an event of the governor could not be delivered: {}", e.getMessage());
        }
    }

    /** Looked for at the first decision: what the application has is there by then. */
    private Optional<AgentMeters> meters() {
        Optional<AgentMeters> known = meters;
        if (known == null) {
            synchronized (this) {
                if (meters == null) {
                    meters = find();
                }
                known = meters;
            }
        }
        return known;
    }

    private Optional<AgentMeters> find() {
        try {
            return AgentMeters.of(context, governor);
        } catch (NoClassDefFoundError withoutMicrometer) {
            return Optional.empty();
        }
    }
}
