package io.gorgon.camel.workflow;

import io.gorgon.camel.llm.CamelHttpClients;
import io.gorgon.config.GorgonConfig;
import io.gorgon.consensus.Ballot;
import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.consensus.Verdict;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.http.HttpClientSource;
import io.gorgon.workflow.run.WorkflowRun;
import io.gorgon.workflow.step.ApprovalDecision;
import io.gorgon.workflow.step.StepCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** A step that is being done for an exchange. */
record ExchangeStepCall(
        Exchange exchange, WorkflowRun run, Map<String, String> options, WorkflowRuntime runtime)
        implements StepCall {

    @Override
    public Object input() {
        return exchange.getMessage().getBody();
    }

    @Override
    public String runId() {
        return run.id();
    }

    @Override
    public String path() {
        return run.fromRoot(exchange.getProperty(WorkflowConstants.PATH, String.class));
    }

    @Override
    public Duration timeLeft() {
        Instant deadline = exchange.getProperty(WorkflowConstants.DEADLINE, Instant.class);
        Duration left = Duration.between(run.clock().instant(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public Cancellation cancellation() {
        return run.cancellation();
    }

    @Override
    public GorgonConfig config() {
        return runtime.config();
    }

    @Override
    public HttpClientSource httpClients() {
        return new CamelHttpClients(exchange.getContext());
    }

    @Override
    public Map<String, Object> answer(String stepId) {
        return run.answer(stepId);
    }

    @Override
    public Optional<ApprovalDecision> decision() {
        return RunJournal.of(exchange).decision(path());
    }

    @Override
    public Verdict vote(Ballot ballot, ConsensusLevel level, String panel) {
        String here = exchange.getProperty(WorkflowConstants.PATH, String.class);
        return new StepVotes(exchange, run, runtime).vote(here, ballot, level, panel);
    }

    @Override
    public Object variable(String name) {
        return exchange.getVariable(name);
    }

    @Override
    public <T extends AutoCloseable> T shared(Class<T> key, Function<GorgonConfig, T> maker) {
        return runtime.shared(key, maker);
    }

    @Override
    public void warn(String sentence) {
        run.warn(sentence);
    }
}
