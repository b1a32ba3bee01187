package io.gorgon.camel.workflow;

import io.gorgon.workflow.run.RunListener;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what happens in runs, a line for each event. */
final class RunEvents implements RunListener {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void stepStarted(String runId, String path, String type, int attempt) {
        lines.add("started " + path + " " + attempt);
    }

    @Override
    public void stepRetried(String runId, String path, int attempt, Duration delay, String error) {
        lines.add("retried " + path + " " + attempt + " " + delay.toSeconds() + "s " + error);
    }

    @Override
    public void stepEnded(String runId, StepResult result) {
        lines.add("ended " + result.path() + " " + result.status().label());
    }

    @Override
    public void stepSize(String runId, String path, int size) {
        lines.add("size " + path + " " + size);
    }

    @Override
    public void warned(String runId, String sentence) {
        lines.add("warned " + sentence);
    }

    @Override
    public void runStarted(String runId, String workflow) {
        lines.add("run started " + workflow);
    }

    @Override
    public void runEnded(RunResult result) {
        lines.add("run ended " + result.status().label());
    }
}
