package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.run.RunListener;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.StepResult;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;

/** Shows a run as JSON objects, one in a line for each event. Not for use by several threads. */
final class JsonProgress implements RunListener {

    private final PrintStream err;
    private final Clock clock;
    private final JournalShare taken;

    /**
     * @param taken what the journal has of the run already; null for a run that begins
     */
    JsonProgress(PrintStream err, Clock clock, JournalShare taken) {
        this.err = err;
        this.clock = clock;
        this.taken = taken;
    }

    @Override
    public void runStarted(String runId, String workflow) {
        ObjectNode event = event("run_started", runId).put("workflow", workflow);
        if (taken != null) {
            event.set("journal", taken.toJson());
        }
        err.println(event);
    }

    @Override
    public void stepStarted(String runId, String path, String type, int attempt) {
        err.println(
                event("step_started", runId)
                        .put("step", path)
                        .put("type", type)
                        .put("attempt", attempt));
    }

    @Override
    public void stepSize(String runId, String path, int size) {
        err.println(event("step_size", runId).put("step", path).put("size", size));
    }

    @Override
    public void stepRetried(String runId, String path, int attempt, Duration delay, String error) {
        err.println(
                event("step_retried", runId)
                        .put("step", path)
                        .put("attempt", attempt)
                        .put("delay_ms", delay.toMillis())
                        .put("error", error));
    }

    @Override
    public void stepEnded(String runId, StepResult result) {
        ObjectNode event = event("step_ended", runId).put("step", result.path());
        ObjectNode facts = RunDocument.step(result);
        facts.remove("id");
        err.println(event.setAll(facts));
    }

    @Override
    public void warned(String runId, String sentence) {
        err.println(event("warning", runId).put("message", sentence));
    }

    @Override
    public void runEnded(RunResult result) {
        err.println(
                event("run_ended", result.runId())
                        .put("status", result.status().label())
                        .put("tokens", result.usage().tokens())
                        .put("cost_usd", result.usage().costUsd())
                        .put("duration_ms", result.duration().toMillis())
                        .put("error", result.error()));
    }

    private ObjectNode event(String name, String runId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("event", name)
                .put("time", clock.instant().toString())
                .put("run_id", runId);
    }
}
