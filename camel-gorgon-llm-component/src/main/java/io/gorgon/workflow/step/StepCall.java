package io.gorgon.workflow.step;

import io.gorgon.config.GorgonConfig;
import io.gorgon.consensus.Ballot;
import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.consensus.Verdict;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.http.HttpClientSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A step that is being done. */
public interface StepCall {

    /**
     * What the route gives: the parameters as a map, unless the type compiles to something else.
     */
    Object input();

    /** The parameters of the endpoint {@code gorgon-step:TYPE}, as texts. */
    Map<String, String> options();

    /** The run; never null. */
    String runId();

    /** The step within the run, such as {@code review_files[3]}; never null. */
    String path();

    /** The time that is left for it; never negative. */
    Duration timeLeft();

    /** Ends what the step waits for when the run is cancelled. */
    Cancellation cancellation();

    GorgonConfig config();

    /** Where HTTP clients come from. */
    HttpClientSource httpClients();

    /** What a step of the workflow's own list gave, by name; null when it has not ended. */
    Map<String, Object> answer(String stepId);

    /** What a person has decided at this step; empty when nobody has. */
    Optional<ApprovalDecision> decision();

    /**
     * Lets a panel vote, before anything is done. Each vote is a step inside this one, and is paid
     * for once.
     *
     * @param panel null for the Triumvirate
     * @throws io.gorgon.llm.error.LlmException if there is no decision because nobody could be
     *     asked
     */
    Verdict vote(Ballot ballot, ConsensusLevel level, String panel);

    /** The value of a variable of the run; null when it has none. */
    Object variable(String name);

    /**
     * Something that is made once for the application, such as a connection, and closed with it.
     *
     * @param key names it
     */
    <T extends AutoCloseable> T shared(Class<T> key, Function<GorgonConfig, T> maker);

    /** Tells the person something that does not make the step fail. */
    void warn(String sentence);
}
