package io.gorgon.cli;

import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.run.RunListener;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.StepResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What is known of a run from its events so far. Thread-safe. */
final class RunView implements RunListener {

    private final Workflow workflow;
    private final Clock clock;
    private final StepView root = new StepView("", null);
    private final Map<String, StepView> steps = new LinkedHashMap<>();
    private String runId;
    private Instant started;
    private RunResult result;

    RunView(Workflow workflow, Clock clock) {
        this.workflow = workflow;
        this.clock = clock;
        for (Step step : workflow.steps()) {
            find(step.id()).dependsOn = step.dependsOn();
        }
    }

    /** A moment of a run, for a reader that holds it no longer than it needs. */
    record Moment(
            Workflow workflow,
            String runId,
            Instant started,
            Instant now,
            RunResult result,
            StepView root) {

        Duration time() {
            return result == null ? Duration.between(started, now) : result.duration();
        }
    }

    /**
     * Looks at the run while nothing changes.
     *
     * @param otherwise the answer as long as the run has not begun
     */
    synchronized <T> T look(Function<Moment, T> reader, T otherwise) {
        return started == null
                ? otherwise
                : reader.apply(new Moment(workflow, runId, started, clock.instant(), result, root));
    }

    private StepView find(String path) {
        StepView known = steps.get(path);
        if (known != null) {
            return known;
        }
        String around = StepPath.parent(path);
        StepView parent = around == null ? root : find(around);
        StepView made = new StepView(path, parent);
        parent.inside.add(made);
        steps.put(path, made);
        return made;
    }

    @Override
    public synchronized void runStarted(String id, String workflowId) {
        runId = id;
        started = clock.instant();
    }

    @Override
    public synchronized void stepStarted(String id, String path, String type, int attempt) {
        StepView step = find(path);
        step.attempt = attempt;
        step.retryAt = null;
        step.result = null;
        if (step.started == null) {
            step.started = clock.instant();
        }
    }

    @Override
    public synchronized void stepSize(String id, String path, int size) {
        find(path).size = size;
    }

    @Override
    public synchronized void stepRetried(
            String id, String path, int attempt, Duration delay, String error) {
        StepView step = find(path);
        step.retryAt = clock.instant().plus(delay);
        step.retryError = error;
    }

    @Override
    public synchronized void stepEnded(String id, StepResult ended) {
        StepView step = find(ended.path());
        step.result = ended;
        step.attempt = ended.attempts();
        step.retryAt = null;
    }

    @Override
    public synchronized void runEnded(RunResult ended) {
        result = ended;
    }
}
