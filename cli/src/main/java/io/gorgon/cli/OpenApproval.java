package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run waits for a person to decide.
 *
 * @param token null when it was shown before: only a hash of it is kept
 * @param step the path of the step that asks
 * @param kind what the answer is for
 * @param prompt the question, filled in
 * @param preview what to look at, by name
 * @param expires until when it can be answered
 */
record OpenApproval(
        String token,
        String step,
        ApprovalRecord.Kind kind,
        String prompt,
        Map<String, Object> preview,
        Instant expires) {

    /**
     * All that a run waits for, oldest first.
     *
     * @param tokens those that are known, by step
     */
    static List<OpenApproval> of(Journal journal, String runId, Map<String, String> tokens) {
        List<OpenApproval> open = new ArrayList<>();
        for (ApprovalRecord asked : latest(journal.approvals(runId))) {
            if (asked.state() == ApprovalRecord.State.PENDING) {
                open.add(
                        new OpenApproval(
                                tokens.get(asked.path()),
                                asked.path(),
                                asked.kind(),
                                asked.prompt(),
                                asked.preview(),
                                asked.expires()));
            }
        }
        return open;
    }

    /** What was asked last at each step. */
    static Collection<ApprovalRecord> latest(List<ApprovalRecord> approvals) {
        Map<String, ApprovalRecord> latest = new LinkedHashMap<>();
        approvals.forEach(asked -> latest.put(asked.path(), asked));
        return latest.values();
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("token", token);
        json.put("step", step);
        json.put("kind", kind.label());
        json.put("prompt", prompt);
        ObjectNode shown = json.putObject("preview");
        preview.forEach((name, value) -> shown.set(name, RunDocument.json(value)));
        json.put("expires_at", expires.toString());
        return json;
    }
}
