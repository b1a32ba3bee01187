package io.gorgon.cli;

import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.run.RunListener;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.StepResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** What is known of a run from its events so far. Thread-safe. */
final class RunView implements RunListener {

    private final Workflow workflow;
    private final JournalShare taken;
    private final Clock clock;
    private final StepViews steps;
    private String runId;
    private Instant started;
    private RunResult result;

    /**
     * @param taken what the journal has of the run already; null for a run that begins
     */
    RunView(Workflow workflow, JournalShare taken, Clock clock) {
        this.workflow = workflow;
        this.taken = taken;
        this.clock = clock;
        this.steps = StepViews.of(workflow);
    }

    /** A moment of a run, for a reader that holds it no longer than it needs. */
    record Moment(
            Workflow workflow,
            JournalShare taken,
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
                : reader.apply(
                        new Moment(
                                workflow,
                                taken,
                                runId,
                                started,
                                clock.instant(),
                                result,
                                steps.root()));
    }

    @Override
    public synchronized void runStarted(String id, String workflowId) {
        runId = id;
        started = clock.instant();
    }

    @Override
    public synchronized void stepStarted(String id, String path, String type, int attempt) {
        StepView step = steps.find(path);
        step.attempt = attempt;
        step.retryAt = null;
        step.result = null;
        if (step.started == null) {
            step.started = clock.instant();
        }
    }

    @Override
    public synchronized void stepSize(String id, String path, int size) {
        steps.find(path).size = size;
    }

    @Override
    public synchronized void stepRetried(
            String id, String path, int attempt, Duration delay, String error) {
        StepView step = steps.find(path);
        step.retryAt = clock.instant().plus(delay);
        step.retryError = error;
    }

    @Override
    public synchronized void stepEnded(String id, StepResult ended) {
        StepView step = steps.find(ended.path());
        step.result = ended;
        step.note = ended.fromJournal() ? "from journal" : null;
        step.attempt = ended.attempts();
        step.retryAt = null;
    }

    @Override
    public synchronized void runEnded(RunResult ended) {
        result = ended;
    }
}
