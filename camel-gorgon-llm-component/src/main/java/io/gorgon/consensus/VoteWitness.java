package io.gorgon.consensus;

import io.gorgon.llm.CallRecord;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelRequest;
import java.math.BigDecimal;

/** Is told of the votes of one panel, each by a thread of its own, and keeps their answers. */
public interface VoteWitness {

    /**
     * A voter is going to be asked.
     *
     * @return names the vote in calls, such as the path of a step; null for no name
     */
    String asked(Voter voter);

    /**
     * Where the answers of a voter are kept.
     *
     * @return null when they are not kept
     */
    CallRecord record(Voter voter, ModelRequest request);

    /**
     * A voter was heard, or was not and is not needed any more.
     *
     * @param vote null when it is not needed
     * @param response what the model answered; null when there is no answer
     * @param costUsd US dollars; null when the price is not known or there is no answer
     */
    void voted(Voter voter, Vote vote, LlmResponse response, BigDecimal costUsd);
}
