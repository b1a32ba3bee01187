package io.gorgon.cli;

import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.parse.WorkflowChecks;
import io.gorgon.workflow.parse.WorkflowParser;
import io.gorgon.workflow.run.RunListener;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.run.StepUsage;
import io.gorgon.workflow.step.StepTypes;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The events of one run, played at the times at which they were recorded. */
final class RecordedRun extends Clock {

    static final String ID = "01k9x3f7-h2m8qa";
    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    private Instant now = START;
    private final List<StepResult> results = new ArrayList<>();

    static Workflow workflow() {
        return workflow(
                """
                name: Contract Review
                token_budget: 100000
                inputs: {sections: {type: list, required: true}}
                outputs: [summary]
                steps:
                  - {id: extract, type: llm, params: {prompt: Read}}
                  - id: review
                    type: fan_out
                    depends_on: extract
                    params:
                      items: ${sections}
                      step_template: {type: llm, params: {prompt: "Check ${item}"}}
                    outputs: [results]
                  - {id: summary, type: llm, depends_on: review, params: {prompt: "${results}"}, outputs: [summary]}
                """);
    }

    static Workflow workflow(String text) {
        return new WorkflowParser(StepTypes.installed(), WorkflowChecks.NONE)
                .parse("contract-review.gorgon.yaml", text);
    }

    /** Up to the middle of the fan-out: one item failed, one is tried again, one runs. */
    void playBeginning(RunListener listener) {
        listener.runStarted(ID, "contract-review");
        listener.stepStarted(ID, "extract", "llm", 1);
        at(19);
        end(listener, "extract", StepStatus.SUCCESS, 1, usage(12_100, 2_000, "0", false), 19, null);
        listener.stepStarted(ID, "review", "fan_out", 1);
        listener.stepSize(ID, "review", 4);
        for (int i = 0; i < 4; i++) {
            listener.stepStarted(ID, "review[" + i + "]", "llm", 1);
        }
        at(22);
        end(listener, "review[0]", StepStatus.SUCCESS, 1, usage(800, 90, "0.004", false), 3, null);
        listener.stepRetried(ID, "review[1]", 1, Duration.ofSeconds(4), "the server is\nbusy");
        at(24);
        end(listener, "review[2]", StepStatus.FAILED, 3, StepUsage.NONE, 5, "context too long");
    }

    /** To the end; the price of one answer is not known. */
    void playEnd(RunListener listener) {
        listener.warned(ID, "Item 2 of 'review' failed");
        at(26);
        listener.stepStarted(ID, "review[1]", "llm", 2);
        at(30);
        end(listener, "review[1]", StepStatus.SUCCESS, 2, usage(700, 80, "0.07", true), 11, null);
        end(
                listener,
                "review[3]",
                StepStatus.SUCCESS,
                1,
                new StepUsage(900, 100, null, false),
                11,
                null);
        end(listener, "review", StepStatus.SUCCESS, 1, StepUsage.NONE, 11, null);
        end(listener, "summary", StepStatus.SKIPPED, 0, StepUsage.NONE, 0, null);
        listener.runEnded(
                new RunResult(
                        ID,
                        "contract-review",
                        "Contract Review",
                        RunStatus.SUCCESS,
                        Map.of(),
                        results,
                        new StepUsage(14_500, 2_270, null, true),
                        List.of("Item 2 of 'review' failed"),
                        null,
                        null,
                        START,
                        Duration.ofSeconds(30)));
    }

    void at(int second) {
        now = START.plusSeconds(second);
    }

    private static StepUsage usage(long in, long out, String cost, boolean estimated) {
        return new StepUsage(in, out, new BigDecimal(cost), estimated);
    }

    private void end(
            RunListener listener,
            String path,
            StepStatus status,
            int attempts,
            StepUsage usage,
            int seconds,
            String error) {
        boolean asked = usage.tokens() > 0;
        String model = path.equals("extract") ? "qwen2.5:14b" : "claude-sonnet";
        StepResult result =
                new StepResult(
                        path,
                        path.equals("review") ? "fan_out" : "llm",
                        status,
                        attempts,
                        asked ? (path.equals("extract") ? "ollama" : "anthropic") : null,
                        asked ? model : null,
                        usage,
                        Duration.ofSeconds(seconds),
                        error,
                        Map.of());
        results.add(result);
        listener.stepEnded(ID, result);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
