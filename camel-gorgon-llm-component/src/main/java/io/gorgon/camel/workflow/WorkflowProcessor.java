package io.gorgon.camel.workflow;

import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.workflow.input.BoundInputs;
import io.gorgon.workflow.input.Inputs;
import io.gorgon.workflow.input.WorkflowInput;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.run.StepFailedException;
import io.gorgon.workflow.run.StepScope;
import io.gorgon.workflow.run.WorkflowFailedException;
import io.gorgon.workflow.run.WorkflowRun;
import io.gorgon.workflow.run.WorkflowRun.WorkflowFacts;
import io.gorgon.workflow.step.PermanentFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.TypeConversionException;

/** One run of a workflow: from the message that starts it to the message that it answers with. */
final class WorkflowProcessor implements Processor {

    private static final String[] PROPERTIES = {
        WorkflowConstants.RUN,
        WorkflowConstants.PATH,
        WorkflowConstants.SCOPE,
        WorkflowConstants.DEADLINE,
        GorgonLlmConstants.CANCELLATION_PROPERTY
    };

    private final WorkflowPolicy workflow;
    private final String routeId;
    private final Processor steps;
    private final WorkflowRuntime runtime;
    private final List<WorkflowInput> inputs;

    WorkflowProcessor(
            WorkflowPolicy workflow, String routeId, Processor steps, WorkflowRuntime runtime) {
        this.workflow = workflow;
        this.routeId = routeId;
        this.steps = steps;
        this.runtime = runtime;
        this.inputs = WorkflowInput.listFrom(workflow.inputs()).inputs();
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
        RunOptions options =
                exchange.getProperty(
                        WorkflowConstants.OPTIONS, RunOptions.plain(), RunOptions.class);
        WorkflowRun run = start(exchange, caller, options);
        RunResult result;
        Throwable cause = null;
        try {
            BoundInputs bound = bind(exchange, caller, options);
            if (bound.problems().isEmpty()) {
                cause = run(exchange, run, bound.values());
                result = end(exchange, run, cause);
            } else {
                String error = String.join("; ", bound.problems());
                cause = new PermanentFailure(error);
                result = run.end(RunStatus.FAILED, Map.of(), error, null);
            }
        } finally {
            ExchangeState.forgetFailure(exchange);
            ExchangeState.setVariables(exchange, variables);
            for (int i = 0; i < PROPERTIES.length; i++) {
                exchange.setProperty(PROPERTIES[i], properties[i]);
            }
        }
        answer(exchange, headers, result, caller == null);
        if (caller != null) {
            exchange.getMessage().setBody(SubWorkflowAnswer.of(result, run.depth()));
        }
        if (caller != null
                && cause instanceof RunStoppedException
                && result.status() != RunStatus.FAILED) {
            exchange.setException(cause);
        } else if (result.status() == RunStatus.FAILED || result.status() == RunStatus.CANCELLED) {
            exchange.setException(new WorkflowFailedException(result, cause));
        }
    }

    private BoundInputs bind(Exchange exchange, WorkflowRun caller, RunOptions options) {
        Map<String, Object> given;
        try {
            given = new RunInputs(inputs, caller != null).of(exchange);
        } catch (IllegalArgumentException | TypeConversionException unreadable) {
            return new BoundInputs(Map.of(), List.of(unreadable.getMessage()));
        }
        return Inputs.bind(inputs, given, options.files());
    }

    private WorkflowRun start(Exchange exchange, WorkflowRun caller, RunOptions options) {
        Map<String, String> types = runtime.steps(routeId);
        Long timeout = workflow.getTimeoutSeconds();
        WorkflowFacts facts =
                new WorkflowFacts(
                        workflow.id(),
                        workflow.getName(),
                        workflow.getTokenBudget(),
                        timeout == null ? null : Duration.ofSeconds(timeout),
                        optional(),
                        List.copyOf(types.keySet()),
                        types);
        if (caller == null) {
            return WorkflowRun.start(facts, options, runtime.clock());
        }
        return caller.startSub(
                facts,
                exchange.getProperty(WorkflowConstants.PATH, String.class),
                exchange.getProperty(WorkflowConstants.DEADLINE, Instant.class));
    }

    private Set<String> optional() {
        return inputs.stream()
                .filter(input -> !input.required())
                .map(WorkflowInput::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Runs the steps; the failure is the answer, so that the exchange is left in order. */
    private Throwable run(Exchange exchange, WorkflowRun run, Map<String, Object> values) {
        StepScope scope = new StepScope(true);
        exchange.setProperty(WorkflowConstants.RUN, run);
        exchange.setProperty(WorkflowConstants.PATH, "");
        exchange.setProperty(WorkflowConstants.SCOPE, scope);
        exchange.setProperty(WorkflowConstants.DEADLINE, run.deadline());
        exchange.setProperty(GorgonLlmConstants.CANCELLATION_PROPERTY, run.cancellation());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(null);
        ExchangeState.setVariables(exchange, values);
        Object group = Workers.enter(scope);
        try {
            steps.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            Workers.leave(group);
        }
        scope.published().forEach(exchange::setVariable);
        return exchange.getException();
    }

    private RunResult end(Exchange exchange, WorkflowRun run, Throwable cause) {
        Map<String, Object> outputs = outputs(exchange);
        if (cause == null) {
            for (String name : workflow.outputs()) {
                if (!outputs.containsKey(name)) {
                    run.warn("The output '" + name + "' has no value: no step gave it");
                }
            }
            return run.end(RunStatus.SUCCESS, outputs, null, null);
        }
        if (cause instanceof RunStoppedException stopped) {
            boolean waits = stopped.status() == RunStatus.AWAITING_APPROVAL;
            return run.end(
                    stopped.status(),
                    waits ? Approvals.outputs(stopped.approval()) : outputs,
                    stopped.getMessage(),
                    waits ? stopped.path() : null);
        }
        return run.end(RunStatus.FAILED, outputs, sentence(cause), null);
    }

    private static String sentence(Throwable cause) {
        if (cause instanceof StepFailedException failed) {
            return failed.sentence();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private Map<String, Object> outputs(Exchange exchange) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (String name : workflow.outputs()) {
            if (exchange.getVariables().containsKey(name)) {
                outputs.put(name, exchange.getVariable(name));
            }
        }
        return outputs;
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
