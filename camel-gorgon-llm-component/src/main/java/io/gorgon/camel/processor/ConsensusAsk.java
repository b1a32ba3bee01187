package io.gorgon.camel.processor;

import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.consensus.VoteWitness;
import io.gorgon.consensus.Voter;
import io.gorgon.llm.CallRecords;
import io.gorgon.llm.LlmRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Makes the voter in the body the question to it, ready for {@code gorgon-llm}. In the registry as
 * {@code gorgonConsensusAsk}. Of the headers of calls only those stay that say who pays, what is
 * private and where answers are kept: nobody who asks for a vote chooses who answers it.
 */
public final class ConsensusAsk implements Processor {

    /** The exchange property with the voter that is asked. */
    static final String VOTER = "CamelGorgonConsensusVoter";

    private static final Set<String> KEPT =
            Set.of(
                    GorgonLlmConstants.RUN_ID,
                    GorgonLlmConstants.WORKFLOW_ID,
                    GorgonLlmConstants.STEP_ID,
                    GorgonLlmConstants.RUN_TOKEN_LIMIT,
                    GorgonLlmConstants.PRIVATE,
                    GorgonLlmConstants.FORCE_LOCAL);

    @Override
    public void process(Exchange exchange) {
        VoteRound round = ConsensusBallot.round(exchange);
        Message message = exchange.getMessage();
        Voter voter = message.getBody(Voter.class);
        exchange.setProperty(VOTER, voter);
        VoteWitness witness = round.witness();
        String name = witness == null ? null : witness.asked(voter);
        Duration limit = limit(round, message);
        String journalKey = message.getHeader(GorgonLlmConstants.JOURNAL_KEY, String.class);
        message.removeHeaders("CamelGorgonLlm*", KEPT.toArray(new String[0]));
        if (name != null) {
            message.setHeader(GorgonLlmConstants.STEP_ID, name);
        }
        if (journalKey != null) {
            message.setHeader(GorgonLlmConstants.JOURNAL_KEY, journalKey + "/" + voter.name());
        }
        // answers are found again by their order, and votes have none
        exchange.removeProperty(GorgonLlmConstants.CALL_RECORDS_PROPERTY);
        if (witness != null) {
            CallRecords records = request -> witness.record(voter, request);
            exchange.setProperty(GorgonLlmConstants.CALL_RECORDS_PROPERTY, records);
        }
        exchange.setProperty(GorgonLlmConstants.CANCELLATION_PROPERTY, round.begin(voter));
        LlmRequest question = round.ballot().requestFor(voter);
        message.setBody(
                question.toBuilder()
                        .workflowId(message.getHeader(GorgonLlmConstants.WORKFLOW_ID, String.class))
                        .deadline(Instant.now().plus(limit))
                        .build());
    }

    /** The own limit of a vote, or what is left of the time of the caller. */
    private static Duration limit(VoteRound round, Message message) {
        long left = message.getHeader(GorgonLlmConstants.TIMEOUT, 0L, Long.class);
        Duration limit = round.limit();
        return left > 0 && left < limit.toMillis() ? Duration.ofMillis(left) : limit;
    }
}
