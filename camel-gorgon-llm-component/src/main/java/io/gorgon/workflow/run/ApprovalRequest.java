package io.gorgon.workflow.run;

import java.time.Duration;
import java.util.Map;

/**
 * What a person has to decide before a run can go on.
 *
 * @param path the step that asks
 * @param token proves that the decision is about this request
 * @param prompt the question, filled in
 * @param preview what to look at, by name
 * @param timeout how long there is to decide
 */
public record ApprovalRequest(
        String path, String token, String prompt, Map<String, Object> preview, Duration timeout) {}
