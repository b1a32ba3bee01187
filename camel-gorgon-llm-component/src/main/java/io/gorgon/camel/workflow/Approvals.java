package io.gorgon.camel.workflow;

import io.gorgon.workflow.run.ApprovalRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run that waits for a person answers with. */
final class Approvals {

    /** The output that has the token. */
    static final String TOKEN = "__approval_token";

    private Approvals() {}

    static Map<String, Object> outputs(ApprovalRequest approval) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put(TOKEN, approval.token());
        outputs.put("__approval_prompt", approval.prompt());
        outputs.put("__approval_preview", approval.preview());
        return outputs;
    }
}
