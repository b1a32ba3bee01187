package io.gorgon.camel.workflow;

import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.run.WorkflowFailedException;
import io.gorgon.workflow.run.WorkflowRun;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** One run of a workflow: from the message that starts it to the message that it answers with. */
final class WorkflowProcessor implements Processor {

    private static final String[] PROPERTIES = {
        WorkflowConstants.RUN,
        WorkflowConstants.JOURNAL,
        WorkflowConstants.PATH,
        WorkflowConstants.SCOPE,
        WorkflowConstants.DEADLINE,
        GorgonLlmConstants.CANCELLATION_PROPERTY
    };

    private final RunExecution execution;

    WorkflowProcessor(
            WorkflowPolicy workflow, String routeId, Processor steps, WorkflowRuntime runtime) {
        this.execution = new RunExecution(workflow, routeId, steps, runtime);
    }

    @Override
    public void process(Exchange exchange) {
        Map<String, Object> headers = new LinkedHashMap<>(exchange.getMessage().getHeaders());
        Map<String, Object> variables = new LinkedHashMap<>(exchange.getVariables());
        Object[] properties = new Object[PROPERTIES.length];
        for (int i = 0; i < PROPERTIES.length; i++) {
            properties[i] = exchange.getProperty(PROPERTIES[i]);
        }
        WorkflowRun caller = exchange.getProperty(WorkflowConstants.RUN, WorkflowRun.class);
        RunExecution.Ended ended;
        try {
            ended =
                    caller == null
                            ? execution.started(exchange)
                            : execution.called(exchange, caller);
        } finally {
            ExchangeState.forgetFailure(exchange);
            ExchangeState.setVariables(exchange, variables);
            for (int i = 0; i < PROPERTIES.length; i++) {
                exchange.setProperty(PROPERTIES[i], properties[i]);
            }
        }
        RunResult result = ended.result();
        answer(exchange, headers, result, caller == null);
        if (caller != null) {
            exchange.getMessage().setBody(SubWorkflowAnswer.of(result, caller.depth() + 1));
        }
        if (caller != null
                && ended.cause() instanceof RunStoppedException
                && result.status() != RunStatus.FAILED) {
            exchange.setException((RunStoppedException) ended.cause());
        } else if (result.status() == RunStatus.FAILED || result.status() == RunStatus.CANCELLED) {
            exchange.setException(new WorkflowFailedException(result, ended.cause()));
        }
    }

    private static void answer(
            Exchange exchange, Map<String, Object> headers, RunResult result, boolean outermost) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.getHeaders().putAll(headers);
        message.setBody(result.outputs());
        if (outermost) {
            message.setHeader(WorkflowConstants.RUN_ID, result.runId());
            message.setHeader(WorkflowConstants.STATUS, result.status().label());
            message.setHeader(WorkflowConstants.TOKENS, result.usage().tokens());
            setOrRemove(message, WorkflowConstants.COST_USD, result.usage().costUsd());
            setOrRemove(message, WorkflowConstants.ERROR, result.error());
            exchange.setProperty(WorkflowConstants.RESULT, result);
        }
    }

    private static void setOrRemove(Message message, String name, Object value) {
        if (value == null) {
            message.removeHeader(name);
        } else {
            message.setHeader(name, value);
        }
    }
}
