package io.gorgon.camel.observe;

import io.gorgon.camel.workflow.WorkflowRuns;
import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.Journal;
import io.gorgon.journal.RunRecord;
import io.gorgon.workflow.run.RunStatus;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** The runs that go on and those that wait for people. Holds no question, answer or token. */
final class RunsReport {

    private static final int NEWEST = 200;

    private final CamelContext camelContext;

    RunsReport(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    private static List<RunRecord> running(Journal journal) {
        return journal.runs(NEWEST).stream()
                .filter(run -> run.status() == RunStatus.RUNNING)
                .toList();
    }

    /** Empty when there are no workflows. */
    String text() {
        if (!WorkflowRuns.areIn(camelContext)) {
            return "";
        }
        try {
            Journal journal = WorkflowRuns.of(camelContext).journal();
            StringBuilder text = new StringBuilder();
            for (RunRecord run : running(journal)) {
                text.append("Run ")
                        .append(run.runId())
                        .append(": ")
                        .append(run.workflow())
                        .append(run.interrupted() ? ", interrupted" : ", running")
                        .append(run.owner() == null ? "" : " at " + run.owner())
                        .append('\n');
            }
            for (ApprovalRecord approval : journal.waiting()) {
                text.append("Run ")
                        .append(approval.runId())
                        .append(": ")
                        .append(approval.workflow())
                        .append(", waiting at ")
                        .append(approval.path())
                        .append(", until ")
                        .append(approval.expires())
                        .append('\n');
            }
            return text.toString();
        } catch (RuntimeException e) {
            return "Runs: unknown, " + e.getMessage() + "\n";
        }
    }

    /** Null when there are no workflows. */
    JsonObject json() {
        if (!WorkflowRuns.areIn(camelContext)) {
            return null;
        }
        JsonObject root = new JsonObject();
        try {
            Journal journal = WorkflowRuns.of(camelContext).journal();
            JsonArray running = new JsonArray();
            for (RunRecord run : running(journal)) {
                JsonObject json = new JsonObject();
                json.put("run_id", run.runId());
                json.put("workflow", run.workflow());
                json.put("interrupted", run.interrupted());
                json.put("owner", run.owner());
                running.add(json);
            }
            JsonArray waiting = new JsonArray();
            for (ApprovalRecord approval : journal.waiting()) {
                JsonObject json = new JsonObject();
                json.put("run_id", approval.runId());
                json.put("workflow", approval.workflow());
                json.put("step", approval.path());
                json.put("expires_at", approval.expires().toString());
                waiting.add(json);
            }
            root.put("running", running);
            root.put("waiting", waiting);
        } catch (RuntimeException e) {
            root.put("error", e.getMessage());
        }
        return root;
    }
}
