package io.gorgon.camel.processor;

import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.governor.AgentPlace;
import io.gorgon.governor.AgentSpawnRequest;
import io.gorgon.governor.Constraints;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelTier;
import io.gorgon.skill.Agent;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Lets an agent begin, or fails with an {@link io.gorgon.governor.AgentRefusedException}. In the
 * registry as {@code gorgonGovernor}; routes reach it at {@code direct:gorgon-governor}.
 *
 * <p>Reads the headers {@link GorgonLlmConstants#AGENT_ID}, {@link GorgonLlmConstants#TIER}, {@link
 * GorgonLlmConstants#RUN_ID}, {@link GorgonLlmConstants#FORCE_LOCAL}, {@link #ESTIMATED_TOKENS} and
 * {@link #LOWER_TIER}. Sets tier, forced locality and most tokens where they are constrained, and
 * {@link #REASONS}. The agent holds its place until {@link AgentEnd} runs, or the exchange is done,
 * however it ends. Waits on the thread of the route where {@code governor.queue} says so.
 */
public final class AgentGovernor implements Processor, CamelContextAware {

    /** The name under which routes find it. */
    public static final String REGISTRY_NAME = "gorgonGovernor";

    /** Header in: what the agent is expected to use, in tokens, a Long; absent for 0. */
    public static final String ESTIMATED_TOKENS = "CamelGorgonGovernorEstimatedTokens";

    /** Header in: whether a tier that does not fit may be lowered, a Boolean; absent for true. */
    public static final String LOWER_TIER = "CamelGorgonGovernorLowerTier";

    /** Header out: the numbers of the decision, a sentence. */
    public static final String REASONS = "CamelGorgonGovernorReasons";

    private static final String PLACE = "CamelGorgonAgentPlace";

    /** Copies of an exchange have its properties, but not its agent. */
    private record Held(AgentPlace place, String exchangeId) {}

    private CamelContext camelContext;

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        Message message = exchange.getMessage();
        message.removeHeader(REASONS);
        end(exchange);
        GorgonLlm gorgon = GorgonLlm.get(camelContext);
        AgentSpawnRequest request = request(message, gorgon);
        AgentPlace place =
                gorgon.governor().spawn(request, timeLeft(message), cancellation(exchange));
        exchange.setProperty(PLACE, new Held(place, exchange.getExchangeId()));
        exchange.getExchangeExtension()
                .addOnCompletion(
                        new SynchronizationAdapter() {
                            @Override
                            public void onDone(Exchange done) {
                                place.close();
                            }
                        });
        constrain(message, request, place.decision().constraints());
        message.setHeader(REASONS, place.decision().sentence());
    }

    /** Ends the agent that has begun on this exchange, if there is one. */
    static void end(Exchange exchange) {
        if (exchange.getProperty(PLACE) instanceof Held held
                && held.exchangeId().equals(exchange.getExchangeId())) {
            exchange.removeProperty(PLACE);
            held.place().close();
        }
    }

    private static AgentSpawnRequest request(Message message, GorgonLlm gorgon) {
        String agent = message.getHeader(GorgonLlmConstants.AGENT_ID, String.class);
        return new AgentSpawnRequest(
                agent,
                tier(message.getHeader(GorgonLlmConstants.TIER, String.class), agent, gorgon),
                Math.max(0, message.getHeader(ESTIMATED_TOKENS, 0L, Long.class)),
                message.getHeader(GorgonLlmConstants.RUN_ID, String.class),
                message.getHeader(GorgonLlmConstants.FORCE_LOCAL, false, Boolean.class),
                message.getHeader(LOWER_TIER, true, Boolean.class));
    }

    /** Of the header, else of the agent; null when neither tells. */
    private static ModelTier tier(String word, String agent, GorgonLlm gorgon) {
        return word == null || word.equalsIgnoreCase("agent")
                ? gorgon.config().agents().find(agent).map(Agent::tier).orElse(null)
                : ModelTier.of(word);
    }

    private static Duration timeLeft(Message message) {
        Long millis = message.getHeader(GorgonLlmConstants.TIMEOUT, Long.class);
        return millis == null || millis <= 0 ? Duration.ofDays(1) : Duration.ofMillis(millis);
    }

    private static Cancellation cancellation(Exchange exchange) {
        Cancellation given =
                exchange.getProperty(GorgonLlmConstants.CANCELLATION_PROPERTY, Cancellation.class);
        return given == null ? new Cancellation() : given;
    }

    private static void constrain(
            Message message, AgentSpawnRequest request, Constraints constraints) {
        if (constraints.tier() != request.tier()) {
            message.setHeader(GorgonLlmConstants.TIER, constraints.tier().label());
        }
        if (constraints.forceLocal()) {
            message.setHeader(GorgonLlmConstants.FORCE_LOCAL, true);
        }
        Long left = constraints.maxTokens();
        int asked =
                message.getHeader(
                        GorgonLlmConstants.MAX_TOKENS,
                        LlmRequest.DEFAULT_MAX_TOKENS,
                        Integer.class);
        if (left != null && left < asked) {
            message.setHeader(GorgonLlmConstants.MAX_TOKENS, left.intValue());
        }
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
