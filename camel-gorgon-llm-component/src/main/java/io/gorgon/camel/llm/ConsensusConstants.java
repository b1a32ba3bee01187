package io.gorgon.camel.llm;

/** The headers of the route {@code direct:gorgon-triumvirate}, which lets a panel vote. */
public final class ConsensusConstants {

    /** Where a vote is asked for: the body is the operation. */
    public static final String ADDRESS = "direct:gorgon-triumvirate";

    /**
     * Header in: {@code any}, {@code majority}, {@code unanimous} or {@code unanimous_plus_user};
     * {@code majority} when it is absent. Any other word is an error.
     */
    public static final String LEVEL = "CamelGorgonConsensusLevel";

    /** Header in: the panel that votes; the Triumvirate when it is absent. */
    public static final String PANEL = "CamelGorgonConsensusPanel";

    /** Header in: the task that the operation serves, as a text; may be absent. */
    public static final String CONTEXT = "CamelGorgonConsensusContext";

    /** Header out: the verdict with all votes, a Map; the body as well. */
    public static final String VERDICT = "CamelGorgonConsensusVerdict";

    /** Header out: {@code approved}, {@code rejected} or {@code no_decision}. */
    public static final String DECISION = "CamelGorgonConsensusDecision";

    /**
     * Header out: whether the operation may be done now, a Boolean: approved, and no person has to
     * confirm it any more.
     */
    public static final String MAY_PROCEED = "CamelGorgonConsensusMayProceed";

    /** Property in: the {@link io.gorgon.consensus.VoteWitness} of the vote; may be absent. */
    public static final String WITNESS_PROPERTY = "CamelGorgonConsensusWitness";

    private ConsensusConstants() {}
}
