package io.gorgon.camel.processor;

import io.gorgon.camel.llm.ConsensusConstants;
import io.gorgon.consensus.Verdict;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a vote: the verdict with all votes is the body and a header. In the registry as {@code
 * gorgonConsensusVerdict}. A voter that was not heard has not approved.
 *
 * <p>Each verdict is one line of the log {@code io.gorgon.audit.consensus}.
 */
public final class ConsensusVerdict implements Processor {

    private static final Logger AUDIT = LoggerFactory.getLogger("io.gorgon.audit.consensus");

    @Override
    public void process(Exchange exchange) {
        VoteRound round = ConsensusBallot.round(exchange);
        exchange.removeProperty(ConsensusBallot.ROUND);
        Verdict verdict;
        try (round) {
            verdict = round.verdict();
        }
        AUDIT.info("panel {}: {}", round.panel().name(), verdict.explanation());
        Map<String, Object> values = verdict.toMap();
        Message message = exchange.getMessage();
        message.setBody(values);
        message.setHeader(ConsensusConstants.VERDICT, values);
        message.setHeader(ConsensusConstants.DECISION, verdict.decision().label());
        message.setHeader(ConsensusConstants.MAY_PROCEED, verdict.mayProceed());
        exchange.setProperty(ConsensusConstants.VERDICT, verdict);
    }
}
