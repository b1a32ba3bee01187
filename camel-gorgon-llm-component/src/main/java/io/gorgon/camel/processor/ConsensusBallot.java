package io.gorgon.camel.processor;

import io.gorgon.camel.llm.ConsensusConstants;
import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.consensus.Ballot;
import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.consensus.ConsensusSettings;
import io.gorgon.consensus.Panel;
import io.gorgon.consensus.VoteWitness;
import io.gorgon.llm.Cancellation;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Begins a vote on the operation in the body: the body becomes the list of those who vote. In the
 * registry as {@code gorgonConsensus}. Level, panel and context are in the headers of {@link
 * ConsensusConstants}; nothing of the operation or the context can change them.
 *
 * @see ConsensusVerdict
 */
public final class ConsensusBallot implements Processor, CamelContextAware {

    /** The exchange property with the vote that is going on. */
    static final String ROUND = "CamelGorgonConsensusRound";

    private CamelContext camelContext;

    /**
     * @throws IllegalArgumentException if there is no operation, or no such level or panel
     */
    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        ConsensusSettings settings = GorgonLlm.get(camelContext).config().consensus();
        Panel panel =
                settings.panels().get(message.getHeader(ConsensusConstants.PANEL, String.class));
        String word = message.getHeader(ConsensusConstants.LEVEL, String.class);
        ConsensusLevel level = word == null ? ConsensusLevel.MAJORITY : ConsensusLevel.of(word);
        Ballot ballot =
                new Ballot(
                        message.getBody(String.class),
                        message.getHeader(ConsensusConstants.CONTEXT, String.class));
        VoteRound round =
                new VoteRound(
                        ballot,
                        panel,
                        panel.tally(level),
                        settings.voteTimeout(),
                        settings.earlyDecision(),
                        exchange.getProperty(
                                ConsensusConstants.WITNESS_PROPERTY, VoteWitness.class),
                        exchange.getProperty(
                                GorgonLlmConstants.CANCELLATION_PROPERTY, Cancellation.class));
        exchange.setProperty(ROUND, round);
        exchange.getExchangeExtension()
                .addOnCompletion(
                        new SynchronizationAdapter() {
                            @Override
                            public void onDone(Exchange done) {
                                round.close();
                            }
                        });
        message.setBody(panel.voters());
    }

    /** The vote that an exchange belongs to. */
    static VoteRound round(Exchange exchange) {
        VoteRound round = exchange.getProperty(ROUND, VoteRound.class);
        if (round == null) {
            throw new IllegalStateException(
                    "no vote has begun here: the processor gorgonConsensus begins it");
        }
        return round;
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
