package io.gorgon.camel.workflow;

import io.gorgon.camel.workflow.StepSettings.Kind;
import io.gorgon.camel.workflow.StepSettings.OnFailure;
import io.gorgon.journal.JournaledRun.RecordedStep;
import io.gorgon.workflow.model.StepConsensus;
import io.gorgon.workflow.run.OutputBinding;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.run.StepFailedException;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepScope;
import io.gorgon.workflow.run.StepScope.Outcome;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.run.StepUsage;
import io.gorgon.workflow.run.WorkflowRun;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.type.ConsensusStepType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Does one step of a run, from waiting for its turn to the report of what became of it. */
final class StepProcessor implements Processor {

    private static final String TOKENS = "tokens_used";

    private final StepSettings settings;
    private final WorkflowRuntime runtime;
    private final StepTries tries;
    private final StepClass stepClass;

    StepProcessor(StepSettings settings, Processor work, WorkflowRuntime runtime) {
        this.settings = settings;
        this.runtime = runtime;
        this.tries = new StepTries(settings, work, runtime);
        this.stepClass = runtime.stepClass(settings);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        WorkflowRun run = WorkflowRuntime.run(exchange);
        StepScope siblings = exchange.getProperty(WorkflowConstants.SCOPE, StepScope.class);
        String path = path(exchange);
        exchange.setProperty(WorkflowConstants.ENDED, settings.getId());
        if (settings.kind() == Kind.ITEM) {
            exchange.setProperty(WorkflowConstants.ITEM, exchange.getMessage().getBody());
            exchange.removeProperty(WorkflowConstants.ITEM_RESULT);
        }
        if (!isItsTurn(exchange, run, siblings, path)) {
            exchange.getMessage().setBody(null);
            return;
        }
        RunJournal journal = RunJournal.of(exchange);
        String journaled = RunJournal.path(run, settings, path);
        Optional<RecordedStep> recorded = journal.done(journaled);
        if (recorded.isPresent()) {
            for (RecordedStep inside : journal.doneBelow(journaled)) {
                String insidePath =
                        run.fromHere(RunJournal.withoutFallback(inside.result().path()));
                run.stepEnded(inside.result().at(insidePath).recorded());
            }
            taken(exchange, run, siblings, recorded.get().result().at(path), recorded.get());
        } else {
            done(exchange, run, siblings, path);
        }
    }

    /** What the journal has of the step is taken in the place of doing it. */
    private void taken(
            Exchange exchange,
            WorkflowRun run,
            StepScope siblings,
            StepResult result,
            RecordedStep recorded) {
        switch (result.status()) {
            case SUCCESS -> {
                give(exchange, siblings, result, recorded.given());
                run.stepEnded(result.recorded());
            }
            case SKIPPED -> {
                exchange.getMessage().setBody(null);
                run.stepEnded(result.recorded());
                signal(exchange, siblings, Outcome.DONE, Map.of());
            }
            default -> {
                StepFailedException failed =
                        new StepFailedException(
                                result.path(),
                                result.error(),
                                null,
                                settings.kind() == Kind.FALLBACK);
                close(siblings);
                run.stepEnded(result.recorded());
                signalFailure(exchange, siblings, failed);
                throw failed;
            }
        }
    }

    private void done(Exchange exchange, WorkflowRun run, StepScope siblings, String path) {
        ExchangeState before = new ExchangeState(exchange);
        StepScope inside = enter(exchange, run, path);
        StepReport report = new StepReport(path, settings.getType(), run.clock());
        try {
            StepAnswer answer = tries.answer(exchange, run, report);
            leave(exchange, before);
            if (answer == null) {
                exchange.getMessage().setBody(null);
                ended(exchange, run, report.ended(StepStatus.SKIPPED, null), Map.of(), false);
                signal(exchange, siblings, Outcome.DONE, Map.of());
                return;
            }
            succeeded(exchange, run, siblings, inside, report, answer);
        } catch (RunStoppedException stopped) {
            leave(exchange, before);
            if (!isItem(path)) {
                siblings.publish(givenBy(inside));
            }
            if (stopped.approval() != null) {
                run.asked(stopped.approval());
            }
            ended(exchange, run, report.stopped(stopped), Map.of(), false);
            signal(exchange, siblings, Outcome.STOPPED, Map.of());
            throw stopped;
        } catch (StepFailedException failed) {
            leave(exchange, before);
            close(siblings);
            ended(exchange, run, report.failed(failed), Map.of(), false);
            signalFailure(exchange, siblings, failed);
            throw failed;
        }
    }

    private void ended(
            Exchange exchange,
            WorkflowRun run,
            StepResult result,
            Map<String, Object> given,
            boolean structured) {
        if (!isKnown(result, exchange)) {
            run.stepEnded(result);
            return;
        }
        RunJournal.of(exchange)
                .ended(
                        result.at(RunJournal.path(run, settings, result.path())),
                        stepClass,
                        given,
                        structured);
        run.stepEnded(result);
    }

    /** Whether an effect outside has not been cut short, and a failure is not the end's fault. */
    private boolean isKnown(StepResult result, Exchange exchange) {
        return switch (result.status()) {
            case FAILED -> !runtime.isCutShort(exchange);
            case CANCELLED -> stepClass != StepClass.EFFECT;
            default -> true;
        };
    }

    /** Before anybody hears of the failure, so that nothing begins because of it. */
    private void close(StepScope siblings) {
        if (settings.onFailure() == OnFailure.ABORT) {
            siblings.failed(settings.getId());
        }
    }

    private String path(Exchange exchange) {
        String around = exchange.getProperty(WorkflowConstants.PATH, "", String.class);
        return switch (settings.kind()) {
            case ITEM ->
                    around + "[" + exchange.getProperty(Exchange.SPLIT_INDEX, 0, int.class) + "]";
            case FALLBACK ->
                    exchange.getProperty(Exchange.EXCEPTION_CAUGHT, StepFailedException.class)
                            .path();
            default -> around.isEmpty() ? settings.getId() : around + "/" + settings.getId();
        };
    }

    /** Whether it is an item of a fan-out, or what takes the place of one. */
    private static boolean isItem(String path) {
        return path.endsWith("]");
    }

    /** Waits for the steps that it depends on. */
    private boolean isItsTurn(Exchange exchange, WorkflowRun run, StepScope siblings, String path)
            throws InterruptedException {
        if (run.cancellation().isCancelled() || PinnedWorkflow.isRouteStopped(exchange)) {
            throw RunStoppedException.cancelled(path);
        }
        List<String> after = after(exchange);
        String missing =
                after.isEmpty()
                        ? null
                        : Workers.whileIdle(() -> runtime.await(run, siblings, after));
        if (missing != null && siblings.outcome(missing) == Outcome.FAILED) {
            String reason = "step '" + missing + "', which it depends on, has no result";
            run.stepEnded(skipped(path, reason));
            signal(exchange, siblings, Outcome.FAILED, Map.of("error", reason));
            return false;
        }
        if (missing != null || siblings.isClosed()) {
            signal(exchange, siblings, Outcome.STOPPED, Map.of());
            return false;
        }
        if (!settings.after().isEmpty()) {
            siblings.published().forEach(exchange::setVariable);
        }
        return true;
    }

    private List<String> after(Exchange exchange) {
        return settings.isDelegated() ? DelegatedItem.of(exchange).dependsOn() : settings.after();
    }

    private StepResult skipped(String path, String reason) {
        return new StepResult(
                path,
                settings.getType(),
                StepStatus.SKIPPED,
                0,
                null,
                null,
                StepUsage.NONE,
                Duration.ZERO,
                reason,
                Map.of());
    }

    private StepScope enter(Exchange exchange, WorkflowRun run, String path) {
        Instant around = exchange.getProperty(WorkflowConstants.DEADLINE, Instant.class);
        Instant own = run.clock().instant().plusSeconds(settings.getTimeoutSeconds());
        exchange.setProperty(
                WorkflowConstants.DEADLINE, around != null && around.isBefore(own) ? around : own);
        exchange.setProperty(WorkflowConstants.PATH, path);
        exchange.setProperty(WorkflowConstants.STEP_TYPE, settings.getType());
        StepScope siblings = exchange.getProperty(WorkflowConstants.SCOPE, StepScope.class);
        StepScope inside = new StepScope(settings.isFailFast());
        exchange.setProperty(WorkflowConstants.SCOPE, inside);
        if (isItem(path)) {
            exchange.setVariable("item", exchange.getProperty(WorkflowConstants.ITEM));
            exchange.setVariable("index", exchange.getProperty(Exchange.SPLIT_INDEX));
            if (settings.isDelegated()) {
                exchange.setVariable(
                        DelegatedItem.EARLIER, DelegatedItem.of(exchange).earlier(siblings));
            }
        }
        return inside;
    }

    private void leave(Exchange exchange, ExchangeState before) {
        before.restore(exchange);
        exchange.setProperty(WorkflowConstants.ENDED, settings.getId());
    }

    /** What the steps inside gave to those after it. */
    private Map<String, Object> givenBy(StepScope inside) {
        Map<String, Object> given = new LinkedHashMap<>(inside.published());
        settings.local().forEach(given::remove);
        return given;
    }

    private void succeeded(
            Exchange exchange,
            WorkflowRun run,
            StepScope siblings,
            StepScope inside,
            StepReport report,
            StepAnswer answer) {
        if (!settings.isLeaf() && settings.kind() != Kind.FALLBACK) {
            answer.values().putIfAbsent("duration_ms", report.duration().toMillis());
            if (settings.outputs().contains(TOKENS)) {
                answer.values().putIfAbsent(TOKENS, run.usageBelow(report.path()).tokens());
            }
        }
        Map<String, Object> given = givenBy(inside);
        Map<String, Object> known = new LinkedHashMap<>(answer.values());
        given.forEach(known::putIfAbsent);
        if (settings.getType().equals(ConsensusStepType.NAME)) {
            known.putIfAbsent(StepConsensus.VERDICT, answer.values());
            known.putIfAbsent("response", answer.values());
        }
        Map<String, Object> bound =
                OutputBinding.bind(settings.outputs(), known, answer.structured());
        if (settings.kind() == Kind.FALLBACK) {
            // a step that takes the place has bound them by its own rules
            bound.putAll(inside.published());
        }
        for (String name : settings.outputs()) {
            if (!bound.containsKey(name)) {
                run.warn(
                        "Step '%s' gave no value for its output '%s'"
                                .formatted(report.path(), name));
            }
        }
        given.putAll(bound);
        StepResult result = report.succeeded(answer);
        ended(exchange, run, result, given, answer.structured());
        give(exchange, siblings, result, given);
    }

    /** Lets those that come after have what the step gave. */
    private void give(
            Exchange exchange, StepScope siblings, StepResult result, Map<String, Object> given) {
        given.forEach(exchange::setVariable);
        exchange.getMessage().setBody(result.answer());
        if (isItem(result.path())) {
            Map<String, Object> bound = new LinkedHashMap<>();
            settings.outputs().stream()
                    .filter(given::containsKey)
                    .forEach(name -> bound.put(name, given.get(name)));
            exchange.setProperty(
                    WorkflowConstants.ITEM_RESULT,
                    ItemResult.of(settings.outputs(), bound, result.answer()));
        } else {
            siblings.publish(given);
        }
        Map<String, Object> values = new LinkedHashMap<>(result.answer());
        values.put("retries", Math.max(0, result.attempts() - 1));
        signal(exchange, siblings, Outcome.DONE, values);
    }

    private void signal(
            Exchange exchange, StepScope siblings, Outcome outcome, Map<String, Object> answer) {
        if (settings.isDelegated()) {
            siblings.ended(DelegatedItem.of(exchange).id(), outcome, answer);
        } else if (settings.kind() != Kind.ITEM) {
            siblings.ended(settings.getId(), outcome, answer);
        }
    }

    private void signalFailure(Exchange exchange, StepScope siblings, StepFailedException failed) {
        if (settings.onFailure() == OnFailure.RECOVER) {
            return;
        }
        boolean tolerated = settings.onFailure() == OnFailure.SKIP;
        signal(
                exchange,
                siblings,
                tolerated ? Outcome.DONE : Outcome.FAILED,
                Map.of("error", failed.getMessage()));
    }
}
