package io.gorgon.camel.processor;

import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.camel.llm.RouterHeaders;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.spi.MemoryBound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Lowers the tier of the request in the body when only local providers may be called and none has
 * memory for a model of it: to the next smaller one that fits. The request, the header with the
 * tier and {@link RouterHeaders#TIER_LOWERED} tell of it. Leaves alone what names its model, what
 * may go to a cloud provider, and what fits nowhere: then the call itself fails, with the numbers.
 */
public final class HardwareCheck implements Processor, CamelContextAware {

    /** The name under which routes find it. */
    public static final String REGISTRY_NAME = "gorgonHardwareCheck";

    private CamelContext camelContext;

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeader(RouterHeaders.TIER_LOWERED);
        if (!(message.getBody() instanceof LlmRequest request) || request.model() != null) {
            return;
        }
        List<LlmProvider> local = new ArrayList<>();
        boolean cloud = false;
        for (LlmProvider provider : GorgonLlm.get(camelContext).providers().all()) {
            if (provider.local()) {
                local.add(provider);
            } else {
                cloud = true;
            }
        }
        boolean localOnly = localOnly(message);
        if (!local.isEmpty() && (localOnly || !cloud)) {
            check(message, request, local);
        }
    }

    private static boolean localOnly(Message message) {
        return Boolean.TRUE.equals(message.getHeader(RouterHeaders.FORCE_LOCAL))
                || Boolean.TRUE.equals(message.getHeader(RouterHeaders.PRIVATE));
    }

    private static void check(Message message, LlmRequest request, List<LlmProvider> local) {
        Optional<String> why = shortage(request.tier(), local);
        if (why.isEmpty()) {
            return;
        }
        for (ModelTier tier : ModelTier.values()) {
            boolean smaller = tier.ordinal() > request.tier().ordinal();
            if (smaller && tier != ModelTier.EMBEDDING && shortage(tier, local).isEmpty()) {
                lower(message, request, tier, why.get());
                return;
            }
        }
    }

    /** Why no provider can serve a tier; empty when one can, or may. */
    private static Optional<String> shortage(ModelTier tier, List<LlmProvider> local) {
        List<String> reasons = new ArrayList<>();
        for (LlmProvider provider : local) {
            Optional<String> reason =
                    provider instanceof MemoryBound bound ? bound.shortage(tier) : Optional.empty();
            if (reason.isEmpty()) {
                return Optional.empty();
            }
            reasons.add(reason.get());
        }
        return Optional.of(String.join("; ", reasons));
    }

    private static void lower(Message message, LlmRequest request, ModelTier tier, String why) {
        message.setBody(request.toBuilder().tier(tier).build());
        message.setHeader(GorgonLlmConstants.TIER, tier.label());
        message.setHeader(
                RouterHeaders.TIER_LOWERED,
                "tier "
                        + tier.label()
                        + " instead of "
                        + request.tier().label()
                        + ", for want of memory: "
                        + why);
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }
}
