package io.gorgon.camel.workflow;

import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.journal.Journal.Started;
import io.gorgon.journal.JournaledRun;
import io.gorgon.journal.NewRun;
import io.gorgon.journal.RunRecord;
import io.gorgon.llm.Cancellation;
import io.gorgon.workflow.input.BoundInputs;
import io.gorgon.workflow.input.Inputs;
import io.gorgon.workflow.input.WorkflowInput;
import io.gorgon.workflow.run.RunIds;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.run.StepFailedException;
import io.gorgon.workflow.run.StepScope;
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
import org.apache.camel.Processor;
import org.apache.camel.TypeConversionException;

/** Does a run of one workflow: one that somebody starts, goes on with, or calls from a step. */
final class RunExecution {

    private final WorkflowPolicy workflow;
    private final String routeId;
    private final Processor steps;
    private final WorkflowRuntime runtime;
    private final List<WorkflowInput> inputs;

    RunExecution(
            WorkflowPolicy workflow, String routeId, Processor steps, WorkflowRuntime runtime) {
        this.workflow = workflow;
        this.routeId = routeId;
        this.steps = steps;
        this.runtime = runtime;
        this.inputs = WorkflowInput.listFrom(workflow.inputs()).inputs();
    }

    /**
     * How a run ended.
     *
     * @param cause null when it worked
     */
    record Ended(RunResult result, Throwable cause) {}

    /** A step of another run calls. */
    Ended called(Exchange exchange, WorkflowRun caller) {
        WorkflowRun run =
                caller.startSub(
                        facts(),
                        exchange.getProperty(WorkflowConstants.PATH, String.class),
                        exchange.getProperty(WorkflowConstants.DEADLINE, Instant.class));
        BoundInputs bound = bind(exchange, true, RunOptions.plain());
        if (!bound.problems().isEmpty()) {
            return invalid(run, bound);
        }
        Throwable cause = run(exchange, run, bound.values());
        return new Ended(end(exchange, run, cause), cause);
    }

    private static Ended invalid(WorkflowRun run, BoundInputs bound) {
        String error = String.join("; ", bound.problems());
        return new Ended(
                run.end(RunStatus.FAILED, Map.of(), error, null), new PermanentFailure(error));
    }

    /** Somebody starts a run, or goes on with one. */
    Ended started(Exchange exchange) {
        RunOptions options =
                exchange.getProperty(
                        WorkflowConstants.OPTIONS, RunOptions.plain(), RunOptions.class);
        JournaledRun before =
                exchange.getProperty(WorkflowConstants.JOURNALED_RUN, JournaledRun.class);
        if (before != null) {
            return goOn(exchange, before, options);
        }
        BoundInputs bound = bind(exchange, false, options);
        if (!bound.problems().isEmpty()) {
            return invalid(WorkflowRun.start(facts(), options, runtime.clock()), bound);
        }
        if (options.dryRun()) {
            WorkflowRun run = WorkflowRun.start(facts(), options, runtime.clock());
            return worked(exchange, run, null, bound.values());
        }
        String runId = options.runId() == null ? RunIds.next(runtime.clock()) : options.runId();
        Started started = runtime.journal().start(newRun(exchange, runId, bound.values()));
        if (started.run() == null) {
            return existing(exchange, started.runId(), options);
        }
        WorkflowRun run = WorkflowRun.start(facts(), options.withRunId(runId), runtime.clock());
        return worked(exchange, run, watched(started.run(), options), bound.values());
    }

    private NewRun newRun(Exchange exchange, String runId, Map<String, Object> values) {
        return new NewRun(
                runId,
                workflow.id(),
                workflow.getName(),
                exchange.getMessage().getHeader(WorkflowConstants.START_KEY, String.class),
                runtime.origin(),
                values,
                runtime.definitions(workflow.id()));
    }

    private Ended goOn(Exchange exchange, JournaledRun journaled, RunOptions options) {
        RunRecord record = journaled.record();
        WorkflowRun run =
                WorkflowRun.resume(
                        record.runId(),
                        facts(),
                        options,
                        runtime.clock(),
                        record.started(),
                        record.active());
        return worked(exchange, run, watched(journaled, options), journaled.inputs());
    }

    private static JournaledRun watched(JournaledRun journaled, RunOptions options) {
        Cancellation cancellation = options.cancellation();
        journaled.watch(cancellation::cancel, cancellation::cancel);
        return journaled;
    }

    /** Another message with the same start key was first: its run is the answer. */
    private Ended existing(Exchange exchange, String runId, RunOptions options) {
        try {
            ExistingRun existing = new ExistingRun(runtime.journal(), runId);
            JournaledRun interrupted = existing.takeOverOrAwaitEnd(options.cancellation());
            if (interrupted != null && !runtime.resumption().isLoaded(interrupted)) {
                return new Ended(runtime.resumption().goOn(interrupted, options), null);
            }
            if (interrupted != null) {
                return goOn(exchange, interrupted, options);
            }
            RunResult result = existing.result();
            return new Ended(result, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RunStoppedException.cancelled(runId);
        }
    }

    private Ended worked(
            Exchange exchange,
            WorkflowRun run,
            JournaledRun journaled,
            Map<String, Object> values) {
        try (RunEnd runEnd = new RunEnd(journaled, exchange, runtime, run.cancellation())) {
            exchange.setProperty(WorkflowConstants.JOURNAL, RunJournal.of(journaled));
            Throwable cause = run(exchange, run, values);
            if (journaled != null && journaled.isLost()) {
                cause = RunStoppedException.cancelled("");
                String error = "another process has taken the run over; it goes on there";
                return new Ended(run.end(RunStatus.CANCELLED, Map.of(), error, null), cause);
            }
            RunResult result = end(exchange, run, cause);
            runEnd.record(result);
            return new Ended(result, cause);
        }
    }

    private BoundInputs bind(Exchange exchange, boolean fromStep, RunOptions options) {
        Map<String, Object> given;
        try {
            given = new RunInputs(inputs, fromStep).of(exchange);
        } catch (IllegalArgumentException | TypeConversionException unreadable) {
            return new BoundInputs(Map.of(), List.of(unreadable.getMessage()));
        }
        return Inputs.bind(inputs, given, options.files());
    }

    private WorkflowFacts facts() {
        Map<String, String> types = runtime.steps(routeId);
        Long timeout = workflow.getTimeoutSeconds();
        return new WorkflowFacts(
                workflow.id(),
                workflow.getName(),
                workflow.getTokenBudget(),
                timeout == null ? null : Duration.ofSeconds(timeout),
                optional(),
                List.copyOf(types.keySet()),
                types);
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
                    waits && stopped.approval() != null
                            ? Approvals.outputs(stopped.approval())
                            : outputs,
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
}
