package io.gorgon.cli;

import io.gorgon.journal.EventRecord;
import io.gorgon.journal.RunRecord;
import io.gorgon.journal.StepRecord;
import io.gorgon.workflow.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says what a run is doing or waiting for, and which command ends the wait. */
final class RunExplainer {

    private static final int MOST_NAMED = 5;

    private final RunSnapshot snapshot;
    private final RunRecord run;
    private final ShownTime time;
    private final List<String> sentences = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();

    private RunExplainer(RunSnapshot snapshot) {
        this.snapshot = snapshot;
        this.run = snapshot.run();
        this.time = new ShownTime(snapshot.clock());
    }

    static Explanation explain(RunSnapshot snapshot) {
        return new RunExplainer(snapshot).explain();
    }

    private Explanation explain() {
        if (run.interrupted()) {
            return interrupted();
        }
        return switch (run.status()) {
            case RUNNING -> running();
            case AWAITING_APPROVAL -> new ApprovalExplainer(snapshot).explain();
            case PAUSED_BUDGET -> new BudgetExplainer(snapshot).explain();
            case FAILED -> failed();
            case CANCELLED -> cancelled();
            case SUCCESS -> done();
        };
    }

    private Explanation running() {
        String owner = run.owner() == null ? "" : " by " + Untrusted.line(run.owner());
        sentences.add(
                "It is being worked on" + owner + ", and was started " + ago(run.started()) + ".");
        List<StepRecord> all = snapshot.innermost(StepStatus.RUNNING);
        List<StepRecord> later = all.stream().filter(this::isLater).toList();
        List<StepRecord> active = all.stream().filter(each -> !isLater(each)).toList();
        if (!active.isEmpty()) {
            sentences.add("It does " + named(active, this::active) + ".");
        }
        later.stream().limit(MOST_NAMED).forEach(each -> sentences.add(nextTry(each)));
        if (active.isEmpty() && later.isEmpty()) {
            sentences.add("No step is being done at this moment.");
        }
        boolean cancelling = last("cancel_requested") != null;
        sentences.add(
                cancelling
                        ? "It was asked to end, and ends as soon as its process sees that."
                        : "There is nothing to do but wait; '"
                                + snapshot.command("cancel", "")
                                + "' ends it.");
        Instant since = active.isEmpty() ? null : active.get(0).started();
        return new Explanation(sentences, commands, since, null);
    }

    private boolean isLater(StepRecord step) {
        return step.notBefore() != null && step.notBefore().isAfter(snapshot.now());
    }

    private String active(StepRecord step) {
        int attempt = step.result().attempts();
        return quoted(step)
                + (attempt > 1 ? " (try " + attempt + ")" : "")
                + (step.started() == null ? "" : " since " + time.at(step.started()));
    }

    private String nextTry(StepRecord step) {
        String error = Untrusted.line(step.result().error());
        return "Step "
                + quoted(step)
                + " is tried again at "
                + time.at(step.notBefore())
                + ", in "
                + RunWords.delay(Duration.between(snapshot.now(), step.notBefore()))
                + (error.isEmpty() ? "." : ": " + sentence(error));
    }

    private Explanation interrupted() {
        String owner = run.owner() == null ? "" : " (" + Untrusted.line(run.owner()) + ")";
        sentences.add(
                "The process that worked on it"
                        + owner
                        + " has died; it wrote something down last "
                        + ago(run.changed())
                        + ".");
        List<StepRecord> doubts = snapshot.inDoubt();
        List<StepRecord> open = doubts.isEmpty() ? snapshot.innermost(StepStatus.RUNNING) : doubts;
        if (!open.isEmpty()) {
            sentences.add(
                    "It was doing " + named(open, RunExplainer::quoted) + ", in doubt until then.");
        }
        sentences.add("What was recorded is not done or paid again when it goes on.");
        commands.add(snapshot.command("resume", ""));
        return new Explanation(sentences, commands, run.changed(), null);
    }

    private Explanation failed() {
        sentences.add("It failed " + ago(ended()) + ": " + sentence(error()));
        int items = failedItems();
        String rerun = snapshot.command("rerun", "--failed");
        if (items > 0) {
            sentences.add(
                    Words.count(items, "item")
                            + " failed; 'rerun --failed' does only those again, in a new run.");
        }
        sentences.add("To do what failed again and go on from there is 'resume'.");
        commands.add(snapshot.command("resume", ""));
        if (items > 0) {
            commands.add(rerun);
        }
        return new Explanation(sentences, commands, ended(), null);
    }

    private Explanation cancelled() {
        EventRecord event = last("cancel_requested");
        String by =
                event == null || event.actor() == null
                        ? ""
                        : " by " + Untrusted.line(event.actor());
        sentences.add("It was cancelled" + by + " " + ago(ended()) + ".");
        sentences.add("Nothing is lost: 'resume' goes on from there.");
        commands.add(snapshot.command("resume", ""));
        return new Explanation(sentences, commands, ended(), null);
    }

    private Explanation done() {
        sentences.add(
                "It was done "
                        + ago(ended())
                        + ", after "
                        + RunWords.time(snapshot.time())
                        + "; it waits for nothing.");
        int items = failedItems();
        if (items > 0) {
            sentences.add(
                    Words.count(items, "item") + " failed and can be done again in a new run.");
            commands.add(snapshot.command("rerun", "--failed"));
        }
        return new Explanation(sentences, commands, ended(), null);
    }

    private int failedItems() {
        return (int)
                snapshot.steps().stream()
                        .filter(each -> each.result().status() == StepStatus.FAILED)
                        .filter(each -> StepPath.isItem(each.result().path()))
                        .count();
    }

    private Instant ended() {
        return run.finished() == null ? run.changed() : run.finished();
    }

    private String error() {
        String error = Untrusted.line(run.error());
        return error.isEmpty() ? "nobody recorded why" : error;
    }

    private EventRecord last(String type) {
        EventRecord last = null;
        for (EventRecord event : snapshot.events()) {
            last = event.type().equals(type) ? event : last;
        }
        return last;
    }

    private String ago(Instant moment) {
        return time.at(moment)
                + " ("
                + ShownTime.about(Duration.between(moment, snapshot.now()))
                + " ago)";
    }

    private static String quoted(StepRecord step) {
        return "'" + Untrusted.line(step.result().path()) + "'";
    }

    private static String named(
            List<StepRecord> steps, java.util.function.Function<StepRecord, String> words) {
        List<String> names = new ArrayList<>(steps.stream().limit(MOST_NAMED).map(words).toList());
        if (steps.size() > MOST_NAMED) {
            names.add((steps.size() - MOST_NAMED) + " more");
        }
        if (names.size() == 1) {
            return names.get(0);
        }
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** With one full stop at its end. */
    static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("?") || text.endsWith("!") ? text : text + ".";
    }
}
