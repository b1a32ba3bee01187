package io.gorgon.camel.workflow;

import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.run.StepFailedException;
import io.gorgon.workflow.run.StepScope;
import io.gorgon.workflow.run.StepUsage;
import io.gorgon.workflow.run.WorkflowRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Brings the branches of a {@code parallel} step together: its answer has what each of them gave,
 * and which of them worked and failed.
 */
public final class JoinBranches implements AggregationStrategy {

    private static final String OUTCOME = "CamelGorgonBranches";

    private boolean failFast;

    /** How the branches have ended so far; changed by one thread at a time. */
    private static final class Branches {
        private RunStoppedException stopped;
        private StepFailedException failed;
        private Exception other;

        /** The steps in the order of the file. */
        private final List<String> steps = new ArrayList<>();
    }

    public boolean isFailFast() {
        return failFast;
    }

    /** Whether the whole fails with the first branch that does. */
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    @Override
    public Exchange aggregate(Exchange oldExchange, Exchange newExchange) {
        Exchange joined = oldExchange == null ? newExchange : oldExchange;
        Branches branches = joined.getProperty(OUTCOME, Branches.class);
        if (branches == null) {
            branches = new Branches();
            joined.setProperty(OUTCOME, branches);
        }
        branches.steps.add(newExchange.getProperty(WorkflowConstants.ENDED, "", String.class));
        Exception error = newExchange.getException();
        if (error instanceof RunStoppedException stopped) {
            if (branches.stopped == null || stopped.status() == RunStatus.CANCELLED) {
                branches.stopped = stopped;
            }
        } else if (error instanceof StepFailedException failed) {
            if (branches.failed == null) {
                branches.failed = failed;
            }
        } else if (error != null) {
            branches.other = error;
        }
        ExchangeState.forgetFailure(newExchange);
        return joined;
    }

    /**
     * @param exchange null when there was no branch
     */
    @Override
    public void onCompletion(Exchange exchange) {
        Branches branches = exchange == null ? null : exchange.getProperty(OUTCOME, Branches.class);
        if (branches == null) {
            return;
        }
        exchange.removeProperty(OUTCOME);
        exchange.getMessage().setBody(answer(exchange, branches.steps));
        if (failFast && branches.failed != null) {
            exchange.setException(branches.failed);
        } else if (branches.other != null) {
            exchange.setException(branches.other);
        } else if (branches.stopped != null) {
            exchange.setException(branches.stopped);
        }
    }

    private static Map<String, Object> answer(Exchange exchange, List<String> steps) {
        WorkflowRun run = WorkflowRuntime.run(exchange);
        String path = exchange.getProperty(WorkflowConstants.PATH, "", String.class);
        Map<String, Map<String, Object>> ended =
                exchange.getProperty(WorkflowConstants.SCOPE, StepScope.class).answers();
        Map<String, Map<String, Object>> results = new LinkedHashMap<>();
        for (String step : steps) {
            if (ended.containsKey(step)) {
                results.put(step, ended.get(step));
            }
        }
        List<String> successful = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        long retries = 0;
        for (Map.Entry<String, Map<String, Object>> result : results.entrySet()) {
            boolean worked = !result.getValue().containsKey("error");
            (worked ? successful : failed).add(result.getKey());
            retries +=
                    result.getValue().get("retries") instanceof Number count
                            ? count.longValue()
                            : 0;
        }
        StepUsage usage = run.usageBelow(path);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("parallel_results", results);
        answer.put("successful", successful);
        answer.put("failed", failed);
        answer.put("cancelled", List.of());
        answer.put("tokens_used", usage.tokens());
        answer.put("total_retries", retries);
        return answer;
    }
}
