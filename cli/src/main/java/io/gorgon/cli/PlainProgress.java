package io.gorgon.cli;

import io.gorgon.llm.http.Redaction;
import io.gorgon.workflow.run.RunListener;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepUsage;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Shows a run as lines that stay: one for each event, each step with its number, for logs. Not for
 * use by several threads.
 */
final class PlainProgress implements RunListener {

    private final PrintStream err;
    private final Clock clock;
    private final JournalShare taken;
    private final Map<String, Integer> numbers = new HashMap<>();
    private Instant started;

    /**
     * @param taken what the journal has of the run already; null for a run that begins
     */
    PlainProgress(PrintStream err, Clock clock, JournalShare taken) {
        this.err = err;
        this.clock = clock;
        this.taken = taken;
        this.started = clock.instant();
    }

    @Override
    public void runStarted(String runId, String workflow) {
        started = clock.instant();
        line("run " + runId + " of " + workflow);
        if (taken != null) {
            line(taken.sentence());
        }
    }

    @Override
    public void stepStarted(String runId, String path, String type, int attempt) {
        step(path, attempt == 1 ? "started (" + type + ")" : "try " + attempt);
    }

    @Override
    public void stepSize(String runId, String path, int size) {
        step(path, size + " to do");
    }

    @Override
    public void stepRetried(String runId, String path, int attempt, Duration delay, String error) {
        step(
                path,
                "try "
                        + attempt
                        + " failed, the next one in "
                        + RunWords.delay(delay)
                        + ": "
                        + Redaction.line(error));
    }

    @Override
    public void stepEnded(String runId, StepResult result) {
        StringBuilder words = new StringBuilder(RunWords.status(result.status().label()));
        if (result.fromJournal()) {
            step(result.path(), words.append(" (from journal)").toString());
            return;
        }
        words.append(" in ").append(RunWords.time(result.duration()));
        if (result.attempts() > 1) {
            words.append(", ").append(result.attempts()).append(" tries");
        }
        if (result.model() != null) {
            StepUsage usage = result.usage();
            words.append(", ").append(result.provider()).append('/').append(result.model());
            words.append(", ").append(RunWords.tokens(usage.inputTokens(), usage.estimated()));
            words.append(" in, ").append(RunWords.tokens(usage.outputTokens(), usage.estimated()));
            words.append(" out, $").append(RunWords.cost(usage));
        }
        if (result.error() != null) {
            words.append(": ").append(Redaction.line(result.error()));
        }
        step(result.path(), words.toString());
    }

    @Override
    public void warned(String runId, String sentence) {
        line("warning: " + Redaction.line(sentence));
    }

    @Override
    public void runEnded(RunResult result) {
        String error = result.error() == null ? "" : ": " + Redaction.line(result.error());
        line(
                "run "
                        + result.runId()
                        + ": "
                        + RunWords.status(result.status().label())
                        + " in "
                        + RunWords.time(result.duration())
                        + error);
    }

    private void step(String path, String words) {
        int number = numbers.computeIfAbsent(path, unseen -> numbers.size() + 1);
        line("#" + number + " " + path + ": " + words);
    }

    private void line(String text) {
        err.println(RunWords.time(Duration.between(started, clock.instant())) + " " + text);
    }
}
