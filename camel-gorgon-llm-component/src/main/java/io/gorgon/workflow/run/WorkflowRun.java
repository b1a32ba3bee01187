package io.gorgon.workflow.run;

import io.gorgon.llm.Cancellation;
import io.gorgon.workflow.step.PermanentFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A run that is under way. One object for each, so that runs never mix. Thread-safe. */
public final class WorkflowRun {

    /** So deep may workflows call each other. */
    public static final int MAX_DEPTH = 5;

    private final String id;
    private final WorkflowFacts workflow;
    private final RunOptions options;
    private final Clock clock;
    private final WorkflowRun parent;
    private final String parentPath;
    private final Instant started;
    private final Instant begun;
    private final Duration activeBefore;
    private final Instant deadline;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, StepResult> ended = new LinkedHashMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Map<String, ApprovalRequest> approvals = new LinkedHashMap<>();
    private StepUsage usage = StepUsage.NONE;

    /**
     * What a run has to know of its workflow.
     *
     * @param id never null
     * @param name as people read it
     * @param tokenBudget the most tokens; null for no limit of its own
     * @param timeout how long it may take; null for no limit
     * @param optionalInputs the inputs that may have no value
     * @param stepIds the steps at the top level, in the order of the file
     * @param stepTypes their types
     */
    public record WorkflowFacts(
            String id,
            String name,
            Long tokenBudget,
            Duration timeout,
            Set<String> optionalInputs,
            List<String> stepIds,
            Map<String, String> stepTypes) {}

    /**
     * What a run did in earlier parts of it.
     *
     * @param started when it was started first; null for now
     * @param active how long it was worked on
     */
    private record Before(Instant started, Duration active) {
        static final Before NOTHING = new Before(null, Duration.ZERO);
    }

    private WorkflowRun(
            String id,
            WorkflowFacts workflow,
            RunOptions options,
            Clock clock,
            Before before,
            WorkflowRun parent,
            String parentPath,
            Instant parentDeadline) {
        this.id = id;
        this.workflow = workflow;
        this.options = options;
        this.clock = clock;
        this.parent = parent;
        this.parentPath = parentPath;
        this.begun = clock.instant();
        this.started = before.started() == null ? begun : before.started();
        this.activeBefore = before.active();
        this.deadline = earlier(parentDeadline, after(workflow.timeout()));
    }

    /** A run that somebody starts. */
    public static WorkflowRun start(WorkflowFacts workflow, RunOptions options, Clock clock) {
        String id = options.runId() == null ? RunIds.next(clock) : options.runId();
        return begin(id, workflow, options, clock, Before.NOTHING);
    }

    /**
     * A run that goes on.
     *
     * @param started when it was started first
     * @param active how long it was worked on before
     */
    public static WorkflowRun resume(
            String id,
            WorkflowFacts workflow,
            RunOptions options,
            Clock clock,
            Instant started,
            Duration active) {
        return begin(id, workflow, options, clock, new Before(started, active));
    }

    private static WorkflowRun begin(
            String id, WorkflowFacts workflow, RunOptions options, Clock clock, Before before) {
        WorkflowRun run = new WorkflowRun(id, workflow, options, clock, before, null, null, null);
        run.tell(listener -> listener.runStarted(id, workflow.id()));
        return run;
    }

    /**
     * A run that a step of this one starts: it shares the budget, the listener and the end.
     *
     * @param path the step
     * @param until when the step has to be done
     * @throws io.gorgon.workflow.step.PermanentFailure if workflows call each other too deeply
     */
    public WorkflowRun startSub(WorkflowFacts sub, String path, Instant until) {
        int depth = depth() + 1;
        if (depth > MAX_DEPTH) {
            throw new PermanentFailure(
                    "workflows call each other more than %d deep: '%s' would be the next"
                            .formatted(MAX_DEPTH, sub.id()));
        }
        return new WorkflowRun(
                id, sub, options, clock, Before.NOTHING, this, path, earlier(until, deadline));
    }

    private Instant after(Duration timeout) {
        return timeout == null ? null : begun.plus(timeout).minus(activeBefore);
    }

    private static Instant earlier(Instant left, Instant right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return left.isBefore(right) ? left : right;
    }

    /** The same for a run and its sub-workflows: budgets count by it. */
    public String id() {
        return id;
    }

    public WorkflowFacts workflow() {
        return workflow;
    }

    public boolean dryRun() {
        return options.dryRun();
    }

    public Cancellation cancellation() {
        return options.cancellation();
    }

    public Clock clock() {
        return clock;
    }

    /** When it has to be done; null for no limit. */
    public Instant deadline() {
        return deadline;
    }

    /** What to say when it has not been done in time. */
    public String lateSentence() {
        boolean own = deadline != null && deadline.equals(after(workflow.timeout()));
        return own
                ? "the workflow timed out after %d seconds"
                        .formatted(workflow.timeout().toSeconds())
                : "the step that calls the workflow has no time left";
    }

    /** The workflow that was started, with the budget of the whole. */
    public WorkflowRun root() {
        return parent == null ? this : parent.root();
    }

    /** How many workflows are around this one; zero for the one that was started. */
    public int depth() {
        return parent == null ? 0 : parent.depth() + 1;
    }

    public void stepStarted(String path, String type, int attempt) {
        root().tell(listener -> listener.stepStarted(id, fromRoot(path), type, attempt));
    }

    public void stepRetried(String path, int attempt, Duration delay, String error) {
        root().tell(listener -> listener.stepRetried(id, fromRoot(path), attempt, delay, error));
    }

    public void stepSize(String path, int size) {
        root().tell(listener -> listener.stepSize(id, fromRoot(path), size));
    }

    /** A step has come to its end; what was known of it before is replaced. */
    public void stepEnded(StepResult result) {
        lock.lock();
        try {
            StepResult before = ended.remove(result.path());
            ended.put(result.path(), before == null ? result : result.after(before));
            usage = usage.plus(result.usage());
        } finally {
            lock.unlock();
        }
        if (parent == null) {
            tell(listener -> listener.stepEnded(id, result));
        } else {
            parent.stepEnded(result.at(parentPath + "/" + result.path()));
        }
    }

    /** The place of a step of this run as seen from the workflow that was started. */
    public String fromRoot(String path) {
        return parent == null ? path : parent.fromRoot(parentPath + "/" + path);
    }

    /** The place in this run of a step as seen from the workflow that was started. */
    public String fromHere(String rootPath) {
        return rootPath.substring(fromRoot("").length());
    }

    /** A person has to decide something before the run can go on. */
    public void asked(ApprovalRequest request) {
        WorkflowRun root = root();
        root.lock.lock();
        try {
            root.approvals.put(request.path(), request);
        } finally {
            root.lock.unlock();
        }
    }

    /** Something that a person should know; said once. */
    public void warn(String sentence) {
        WorkflowRun root = root();
        boolean said;
        root.lock.lock();
        try {
            said = !root.warnings.add(sentence);
        } finally {
            root.lock.unlock();
        }
        if (!said) {
            root.tell(listener -> listener.warned(id, sentence));
        }
    }

    /** What a step of the workflow's own list gave; null when it has not ended. */
    public Map<String, Object> answer(String stepId) {
        lock.lock();
        try {
            StepResult result = ended.get(stepId);
            return result == null ? null : result.answer();
        } finally {
            lock.unlock();
        }
    }

    /** What all answers below a step have used so far. */
    public StepUsage usageBelow(String path) {
        StepUsage sum = StepUsage.NONE;
        lock.lock();
        try {
            for (StepResult result : ended.values()) {
                if (result.isBelow(path)) {
                    sum = sum.plus(result.usage());
                }
            }
        } finally {
            lock.unlock();
        }
        return sum;
    }

    /**
     * The end of the run.
     *
     * @param waitingFor the step that waits for a person; null when none does
     */
    public RunResult end(
            RunStatus status, Map<String, Object> outputs, String error, String waitingFor) {
        RunResult result;
        lock.lock();
        try {
            result =
                    new RunResult(
                            id,
                            workflow.id(),
                            workflow.name(),
                            status,
                            outputs,
                            steps(),
                            usage,
                            List.copyOf(warnings),
                            error,
                            waitingFor,
                            status == RunStatus.AWAITING_APPROVAL
                                    ? List.copyOf(approvals.values())
                                    : List.of(),
                            started,
                            activeBefore.plus(Duration.between(begun, clock.instant())));
        } finally {
            lock.unlock();
        }
        if (parent == null) {
            tell(listener -> listener.runEnded(result));
        }
        return result;
    }

    private List<StepResult> steps() {
        List<StepResult> steps = new ArrayList<>(ended.values());
        for (String stepId : workflow.stepIds()) {
            if (!ended.containsKey(stepId)) {
                steps.add(StepResult.pending(stepId, workflow.stepTypes().get(stepId)));
            }
        }
        return steps;
    }

    private void tell(Consumer<RunListener> event) {
        Telling.to(options.listener(), event);
    }
}
