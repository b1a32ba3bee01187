package io.gorgon.camel.workflow;

import io.gorgon.camel.llm.ConsensusConstants;
import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.consensus.Ballot;
import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.consensus.Verdict;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.run.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;

/**
 * Lets a panel vote for a step, through the route that all votes take. Each vote is a step of its
 * own in the run and in its journal.
 */
final class StepVotes {

    private final Exchange exchange;
    private final WorkflowRun run;
    private final WorkflowRuntime runtime;

    StepVotes(Exchange exchange, WorkflowRun run, WorkflowRuntime runtime) {
        this.exchange = exchange;
        this.run = run;
        this.runtime = runtime;
    }

    /**
     * @param path what the votes are below, within this run
     * @param panel null for the Triumvirate
     * @throws io.gorgon.llm.error.LlmException if there is no decision because nobody could be
     *     asked
     * @throws RunStoppedException if the run is cancelled
     */
    Verdict vote(String path, Ballot ballot, ConsensusLevel level, String panel) {
        RecordedVotes witness =
                new RecordedVotes(run, RunJournal.of(exchange), path, OperationDigest.of(ballot));
        Exchange asking = new DefaultExchange(exchange.getContext());
        asking.setProperty(ConsensusConstants.WITNESS_PROPERTY, witness);
        asking.setProperty(GorgonLlmConstants.CANCELLATION_PROPERTY, run.cancellation());
        Message message = asking.getMessage();
        message.setBody(ballot.operation());
        message.setHeader(ConsensusConstants.CONTEXT, ballot.context());
        message.setHeader(ConsensusConstants.LEVEL, level.label());
        message.setHeader(ConsensusConstants.PANEL, panel);
        copy(GorgonLlmConstants.RUN_ID, message);
        copy(GorgonLlmConstants.WORKFLOW_ID, message);
        copy(GorgonLlmConstants.RUN_TOKEN_LIMIT, message);
        copy(GorgonLlmConstants.PRIVATE, message);
        copy(GorgonLlmConstants.FORCE_LOCAL, message);
        Instant deadline = StepTries.deadline(exchange);
        Duration left = Duration.between(run.clock().instant(), deadline);
        message.setHeader(GorgonLlmConstants.TIMEOUT, Math.max(1, left.toMillis()));
        runtime.shared(
                        ProducerTemplate.class,
                        config -> exchange.getContext().createProducerTemplate())
                .send(ConsensusConstants.ADDRESS, asking);
        if (run.cancellation().isCancelled()) {
            throw RunStoppedException.cancelled(path);
        }
        if (asking.getException() != null) {
            throw CamelExecutionException.wrapCamelExecutionException(
                    asking, asking.getException());
        }
        Verdict verdict = asking.getProperty(ConsensusConstants.VERDICT, Verdict.class);
        if (verdict == null) {
            throw new IllegalStateException(
                    "the route "
                            + ConsensusConstants.ADDRESS
                            + " ended without a verdict; its last processor has to be"
                            + " gorgonConsensusVerdict");
        }
        RunJournal.of(exchange).event("verdict", run.fromRoot(path), verdict.explanation());
        return verdict;
    }

    private void copy(String header, Message message) {
        message.setHeader(header, exchange.getMessage().getHeader(header));
    }
}
