package io.gorgon.workflow.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a person has to decide before a run can go on.
 *
 * @param path the step that asks
 * @param token proves that the decision is about this request; null when it was shown before
 * @param prompt the question, filled in
 * @param preview what to look at, by name
 * @param timeout how long there is to decide
 * @param expires until when it can be decided; null while the question is not written down
 */
public record ApprovalRequest(
        String path,
        String token,
        String prompt,
        Map<String, Object> preview,
        Duration timeout,
        Instant expires) {

    /** A question that is not written down yet. */
    public ApprovalRequest(
            String path,
            String token,
            String prompt,
            Map<String, Object> preview,
            Duration timeout) {
        this(path, token, prompt, preview, timeout, null);
    }
}
