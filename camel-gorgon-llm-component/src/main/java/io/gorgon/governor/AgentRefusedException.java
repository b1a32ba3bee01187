package io.gorgon.governor;

import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.Remedy;

/** An agent may not begin. */
public final class AgentRefusedException extends LlmException {

    private static final long serialVersionUID = 1L;

    private final transient GovernorDecision decision;

    public AgentRefusedException(AgentSpawnRequest request, GovernorDecision decision) {
        super(
                decision.cause().passes() ? Remedy.RETRY : Remedy.CORRECT,
                null,
                null,
                0,
                request.named() + " is not started: " + decision.sentence(),
                null);
        this.decision = decision;
    }

    @Override
    public String kind() {
        return "agent_refused";
    }

    /** Never approved. */
    public GovernorDecision decision() {
        return decision;
    }
}
