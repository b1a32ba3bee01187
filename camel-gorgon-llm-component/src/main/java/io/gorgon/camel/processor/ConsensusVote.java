package io.gorgon.camel.processor;

import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.consensus.Voter;
import io.gorgon.llm.LlmResponse;
import java.math.BigDecimal;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Counts what a voter has answered, or why it has not. In the registry as {@code
 * gorgonConsensusVote}; has to run on both paths. Errors never approve.
 */
public final class ConsensusVote implements Processor {

    @Override
    public void process(Exchange exchange) {
        VoteRound round = ConsensusBallot.round(exchange);
        Voter voter = exchange.getProperty(ConsensusAsk.VOTER, Voter.class);
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (voter == null) {
            throw new IllegalStateException(
                    "nobody was asked here: the processor gorgonConsensusAsk asks", failure);
        }
        if (failure != null) {
            round.failed(voter, failure);
        } else {
            Message message = exchange.getMessage();
            round.answered(
                    voter,
                    message.getBody(LlmResponse.class),
                    message.getHeader(GorgonLlmConstants.COST_USD, BigDecimal.class));
        }
        exchange.getMessage().setBody(null);
    }
}
