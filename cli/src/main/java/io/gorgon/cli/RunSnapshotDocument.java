package io.gorgon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.CallEntry;
import io.gorgon.journal.EventRecord;
import io.gorgon.journal.RunRecord;
import io.gorgon.journal.StepRecord;
import java.util.Locale;
import java.util.Map;

/** What the journal knows of runs, as JSON. */
final class RunSnapshotDocument {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RunSnapshotDocument() {}

    /** A run in the list of all. */
    static ObjectNode listed(RunRecord run) {
        return NODES.objectNode()
                .put("run_id", run.runId())
                .put("workflow", run.workflow())
                .put("status", RunSnapshot.status(run))
                .put("started_at", ShownTime.iso(run.started()))
                .put("tokens", run.tokens())
                .put("cost_usd", run.costUsd())
                .put("waiting_for", run.waitingFor().isEmpty() ? null : run.waitingFor().get(0));
    }

    /**
     * A run with all that is known of it.
     *
     * @param prompts whether what models were asked is wanted
     * @param answers whether what they answered is wanted
     */
    static ObjectNode whole(RunSnapshot snapshot, boolean prompts, boolean answers) {
        RunRecord run = snapshot.run();
        ObjectNode document = listed(run);
        document.put("name", run.name());
        document.put("changed_at", ShownTime.iso(run.changed()));
        document.put("finished_at", ShownTime.iso(run.finished()));
        document.put("active_ms", run.active() == null ? null : run.active().toMillis());
        document.put("owner", run.owner());
        document.put("origin", run.origin());
        document.put("start_key", run.startKey());
        document.put("hash", run.hash());
        document.put("forked_from", run.forkedFrom());
        document.put("resumes", run.resumes());
        document.put("token_limit", snapshot.tokenLimit() > 0 ? snapshot.tokenLimit() : null);
        document.put("in_doubt_tokens", run.inDoubtTokens());
        document.put("in_doubt_usd", run.inDoubtUsd());
        document.put("saved_tokens", run.savedTokens());
        document.put("saved_usd", run.savedUsd());
        document.put("texts_kept", run.textsKept());
        document.put("error", run.error());
        ArrayNode steps = document.putArray("steps");
        snapshot.steps().forEach(step -> steps.add(step(step)));
        ArrayNode calls = document.putArray("calls");
        snapshot.calls().forEach(call -> calls.add(call(call, prompts, answers)));
        ArrayNode approvals = document.putArray("approvals");
        snapshot.approvals().forEach(approval -> approvals.add(approval(approval)));
        ArrayNode events = document.putArray("events");
        snapshot.events().forEach(event -> events.add(event(event)));
        return document;
    }

    private static ObjectNode step(StepRecord step) {
        return RunDocument.step(step.result())
                .put("type", step.result().type())
                .put("class", step.stepClass().name().toLowerCase(Locale.ROOT))
                .put("in_doubt", step.inDoubt())
                .put("reused", step.reused())
                .put("started_at", ShownTime.iso(step.started()))
                .put("next_try_at", ShownTime.iso(step.notBefore()));
    }

    private static ObjectNode call(CallEntry call, boolean prompts, boolean answers) {
        ObjectNode node =
                NODES.objectNode()
                        .put("id", call.id())
                        .put("step", call.path())
                        .put("number", call.number())
                        .put("status", call.state().label())
                        .put("provider", call.provider())
                        .put("model", call.model())
                        .put("input_tokens", call.inputTokens())
                        .put("output_tokens", call.outputTokens())
                        .put("spent_usd", call.spentUsd())
                        .put("in_doubt_tokens", call.inDoubtTokens())
                        .put("in_doubt_usd", call.inDoubtUsd())
                        .put("started_at", ShownTime.iso(call.started()))
                        .put("finished_at", ShownTime.iso(call.finished()))
                        .put("error", call.error());
        if (prompts) {
            JsonNode messages = call.prompt() == null ? null : CallTexts.tree(call.prompt());
            node.set("prompt", messages == null ? textOrNull(call.prompt()) : messages);
        }
        if (answers) {
            node.put("answer", call.answer());
        }
        return node;
    }

    private static JsonNode textOrNull(String text) {
        return text == null ? NODES.nullNode() : NODES.textNode(text);
    }

    /** A question, with its run; never with its token, which nobody has any more. */
    static ObjectNode approval(ApprovalRecord approval) {
        ObjectNode node =
                NODES.objectNode()
                        .put("run_id", approval.runId())
                        .put("workflow", approval.workflow())
                        .put("step", approval.path())
                        .put("kind", approval.kind().label())
                        .put("prompt", approval.prompt());
        ObjectNode preview = node.putObject("preview");
        for (Map.Entry<String, Object> shown : approval.preview().entrySet()) {
            preview.set(shown.getKey(), RunDocument.json(shown.getValue()));
        }
        return node.put("requested_at", ShownTime.iso(approval.requested()))
                .put("expires_at", ShownTime.iso(approval.expires()))
                .put("state", approval.state().label())
                .put("decided_by", approval.decidedBy())
                .put("decided_at", ShownTime.iso(approval.decidedAt()))
                .put("comment", approval.comment());
    }

    private static ObjectNode event(EventRecord event) {
        return NODES.objectNode()
                .put("at", ShownTime.iso(event.at()))
                .put("type", event.type())
                .put("step", event.path())
                .put("by", event.actor())
                .put("text", event.text());
    }

    /** What a run is doing or waiting for. */
    static ObjectNode explanation(RunSnapshot snapshot, Explanation explanation) {
        RunRecord run = snapshot.run();
        ObjectNode document =
                NODES.objectNode()
                        .put("run_id", run.runId())
                        .put("workflow", run.workflow())
                        .put("status", snapshot.status())
                        .put("since", ShownTime.iso(explanation.since()))
                        .put("text", explanation.text());
        ArrayNode commands = document.putArray("commands");
        explanation.commands().forEach(commands::add);
        document.put("owner", run.owner());
        ApprovalRecord question = explanation.question();
        document.put("step", question == null ? null : question.path());
        document.put("prompt", question == null ? null : question.prompt());
        document.put("expires_at", question == null ? null : ShownTime.iso(question.expires()));
        return document.put("error", run.error());
    }
}
