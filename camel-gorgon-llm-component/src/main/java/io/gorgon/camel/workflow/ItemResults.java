package io.gorgon.camel.workflow;

import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.run.StepFailedException;
import io.gorgon.workflow.run.StepScope;
import io.gorgon.workflow.run.WorkflowRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Brings the items of a {@code fan_out} step together, in their order whatever the order in which
 * they were done. An item that failed keeps its place, with its error.
 */
public final class ItemResults implements AggregationStrategy {

    private static final String OUTCOME = "CamelGorgonItems";

    private boolean failFast;
    private boolean collectErrors = true;

    /** How the items have ended so far; changed by one thread at a time. */
    private static final class Items {
        private final Map<Integer, Object> results = new TreeMap<>();
        private final Map<Integer, Object> details = new TreeMap<>();
        private final Map<Integer, String> errors = new TreeMap<>();
        private int cancelled;
        private RunStoppedException stopped;
        private Exception other;
    }

    public boolean isFailFast() {
        return failFast;
    }

    /** Whether the step fails with the first item that does. */
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    public boolean isCollectErrors() {
        return collectErrors;
    }

    /** Whether the answer has a list of errors. */
    public void setCollectErrors(boolean collectErrors) {
        this.collectErrors = collectErrors;
    }

    /** The answer of a step that had no item. */
    static Map<String, Object> none() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("results", List.of());
        answer.put("successful", 0);
        answer.put("failed", 0);
        answer.put("tokens_used", 0L);
        return answer;
    }

    @Override
    public Exchange aggregate(Exchange oldExchange, Exchange newExchange) {
        Exchange joined = oldExchange == null ? newExchange : oldExchange;
        Items items = joined.getProperty(OUTCOME, Items.class);
        if (items == null) {
            items = new Items();
            joined.setProperty(OUTCOME, items);
        }
        add(items, newExchange);
        newExchange.getMessage().setBody(null);
        ExchangeState.forgetFailure(newExchange);
        return joined;
    }

    private void add(Items items, Exchange item) {
        int index = item.getProperty(Exchange.SPLIT_INDEX, 0, int.class);
        Exception error = item.getException();
        ItemResult result = item.getProperty(WorkflowConstants.ITEM_RESULT, ItemResult.class);
        if (error == null && result != null) {
            items.results.put(index, result.value());
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("item", item.getProperty(WorkflowConstants.ITEM));
            detail.put("index", index);
            detail.put("output", item.getMessage().getBody());
            items.details.put(index, detail);
        } else if (error instanceof RunStoppedException stopped) {
            stop(items, stopped, item);
        } else if (error instanceof StepFailedException failed) {
            items.errors.put(index, failed.getMessage());
            items.results.put(index, Map.of("error", failed.getMessage()));
        } else if (error != null) {
            items.other = error;
            scope(item).close();
        } else if (scope(item).isClosed()) {
            items.cancelled++;
            items.results.put(index, Map.of("error", "cancelled"));
        } else {
            items.results.put(index, null);
        }
    }

    /** Items that wait for a person do not keep the others from being done; all else does. */
    private static void stop(Items items, RunStoppedException stopped, Exchange item) {
        if (stopped.status() != RunStatus.AWAITING_APPROVAL) {
            scope(item).close();
        }
        if (items.stopped == null || stopped.status() == RunStatus.CANCELLED) {
            items.stopped = stopped;
        }
    }

    private static StepScope scope(Exchange exchange) {
        return exchange.getProperty(WorkflowConstants.SCOPE, StepScope.class);
    }

    /**
     * @param exchange null when there was no item
     */
    @Override
    public void onCompletion(Exchange exchange) {
        Items items = exchange == null ? null : exchange.getProperty(OUTCOME, Items.class);
        if (items == null) {
            return;
        }
        exchange.removeProperty(OUTCOME);
        String path = exchange.getProperty(WorkflowConstants.PATH, "", String.class);
        exchange.getMessage().setBody(answer(items, WorkflowRuntime.run(exchange), path));
        if (items.stopped != null) {
            exchange.setException(items.stopped);
        } else if (items.other != null) {
            exchange.setException(items.other);
        } else if (!items.errors.isEmpty() && (failFast || items.details.isEmpty())) {
            int first = items.errors.keySet().iterator().next();
            exchange.setException(
                    new StepFailedException(
                            path,
                            "%d of %d items failed; item %d: %s"
                                    .formatted(
                                            items.errors.size(),
                                            items.results.size(),
                                            first,
                                            items.errors.get(first)),
                            null));
        }
    }

    private Map<String, Object> answer(Items items, WorkflowRun run, String path) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        List<Map<String, Object>> errors = new ArrayList<>();
        if (collectErrors) {
            items.errors.forEach(
                    (index, error) ->
                            errors.add(Map.of("task_id", id + "_item_" + index, "error", error)));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("results", new ArrayList<>(items.results.values()));
        answer.put("detailed_results", new ArrayList<>(items.details.values()));
        answer.put("errors", errors);
        answer.put("successful", items.details.size());
        answer.put("failed", items.errors.size());
        answer.put("cancelled", items.cancelled);
        answer.put("tokens_used", run.usageBelow(path).tokens());
        return answer;
    }
}
