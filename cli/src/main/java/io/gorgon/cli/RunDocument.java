package io.gorgon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.run.StepUsage;
import io.gorgon.workflow.value.PlainValues;
import java.math.BigDecimal;
import java.util.List;

/** What became of a run, as one JSON document. */
final class RunDocument {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RunDocument() {}

    /** The document of a run that was started. */
    static ObjectNode of(RunOutcome outcome) {
        RunResult result = outcome.result();
        ObjectNode document = NODES.objectNode();
        document.put("run_id", result.runId());
        document.put("workflow", result.workflow());
        document.put("status", result.status().label());
        ObjectNode outputs = document.putObject("outputs");
        result.outputs().forEach((name, value) -> outputs.set(name, json(value)));
        ArrayNode steps = document.putArray("steps");
        new StepOrder(outcome.workflow())
                .sorted(result.steps())
                .forEach(step -> steps.add(step(step)));
        document.put("tokens", result.usage().tokens());
        document.put("cost_usd", result.usage().costUsd());
        ArrayNode warnings = document.putArray("warnings");
        outcome.warnings().forEach(warnings::add);
        result.warnings().forEach(warnings::add);
        document.put("error", result.error());
        addApprovals(document, outcome.approvals());
        if (outcome.taken() != null) {
            document.set("journal", outcome.taken().toJson());
        }
        return document;
    }

    /** The first one on its own as well, for programs that know of one only. */
    private static void addApprovals(ObjectNode document, List<OpenApproval> approvals) {
        if (approvals.isEmpty()) {
            document.putNull("approval");
        } else {
            document.set("approval", approvals.get(0).toJson());
        }
        ArrayNode all = document.putArray("approvals");
        approvals.forEach(approval -> all.add(approval.toJson()));
    }

    /** The document of a run that could not be started. */
    static ObjectNode notStarted(Workflow workflow, RunStatus status, String error) {
        ObjectNode document = NODES.objectNode();
        document.putNull("run_id");
        document.put("workflow", workflow.id());
        document.put("status", status.label());
        document.putObject("outputs");
        ArrayNode steps = document.putArray("steps");
        for (Step step : workflow.steps()) {
            steps.add(
                    step(
                            step.id(),
                            StepStatus.PENDING,
                            0,
                            null,
                            null,
                            StepUsage.NONE,
                            0,
                            null,
                            false));
        }
        document.put("tokens", 0);
        document.put("cost_usd", BigDecimal.ZERO);
        document.set("warnings", NODES.arrayNode().addAll(List.of()));
        document.put("error", error);
        addApprovals(document, List.of());
        return document;
    }

    /** One step: what it has used itself, without the steps inside. */
    static ObjectNode step(StepResult result) {
        return step(
                result.path(),
                result.status(),
                result.attempts(),
                result.model(),
                result.provider(),
                result.usage(),
                result.duration().toMillis(),
                result.error(),
                result.fromJournal());
    }

    private static ObjectNode step(
            String path,
            StepStatus status,
            int attempts,
            String model,
            String provider,
            StepUsage usage,
            long durationMs,
            String error,
            boolean fromJournal) {
        return NODES.objectNode()
                .put("id", path)
                .put("status", status.label())
                .put("attempts", attempts)
                .put("model", model)
                .put("provider", provider)
                .put("input_tokens", usage.inputTokens())
                .put("output_tokens", usage.outputTokens())
                .put("cost_usd", usage.costUsd())
                .put("duration_ms", durationMs)
                .put("error", error)
                .put("from_journal", fromJournal);
    }

    /** A value as JSON; what has no form in JSON becomes its text. */
    static JsonNode json(Object value) {
        try {
            return LlmHttpClient.JSON.valueToTree(PlainValues.plain(value));
        } catch (IllegalArgumentException noJson) {
            return NODES.textNode(String.valueOf(value));
        }
    }
}
