package io.gorgon.camel.llm;

import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.failover.LocalSwitch;
import io.gorgon.llm.spi.PullPermission;

/**
 * What has to stay local in spite of the mode, for calls that name their provider: whoever names
 * one is not above an order to stay local. What the routes choose, they choose by the same orders.
 */
final class LocalOrders {

    private final GorgonLlm gorgon;

    LocalOrders(GorgonLlm gorgon) {
        this.gorgon = gorgon;
    }

    /**
     * Why a call has to stay local.
     *
     * @param agentId null when unknown
     * @param runId null outside a run
     * @return null when it does not have to
     */
    String reason(boolean confidential, String agentId, String runId) {
        return confidential ? "the request is private" : forcedLocal(agentId, runId);
    }

    /**
     * Why calls are forced to stay local.
     *
     * @return null when they are not
     */
    String forcedLocal(String agentId, String runId) {
        return gorgon.localSwitch()
                .find(agentId, runId)
                .map(LocalSwitch.Forced::reason)
                .orElse(null);
    }

    /**
     * @param reason why the call has to stay local; null when it does not have to
     * @throws NotAllowedException if it would not
     */
    void requireAllowed(LlmProvider provider, String model, String reason) {
        if (reason != null && !provider.local()) {
            throw new NotAllowedException(
                    provider.name(),
                    model,
                    0,
                    provider.name()
                            + " may not be called: only local providers are allowed, "
                            + reason,
                    null);
        }
    }

    /**
     * A local server that fetches a model leaves the machine, too.
     *
     * @throws NotAllowedException if calls are forced to stay local and {@code llm.allow_pull} does
     *     not say otherwise
     */
    void requirePullAllowed(LlmProvider provider, String model, String agentId) {
        String reason = forcedLocal(agentId, null);
        requireAllowed(provider, model, reason);
        boolean always =
                gorgon.config().providers().stream()
                        .filter(settings -> settings.name().equals(provider.name()))
                        .anyMatch(settings -> settings.pullPermission() == PullPermission.ALWAYS);
        if (reason != null && !always) {
            throw new NotAllowedException(
                    provider.name(),
                    model,
                    0,
                    provider.name()
                            + " may not fetch "
                            + model
                            + ": calls have to stay local, "
                            + reason
                            + "; set llm.allow_pull: true in gorgon.yaml to allow it all the same",
                    null);
        }
    }
}
