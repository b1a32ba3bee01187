package io.gorgon.workflow.step;

import java.time.Instant;

/**
 * What a person has decided.
 *
 * @param approved whether it may go on; false as well when nobody decided in time
 * @param expired whether nobody decided in time
 * @param by who; null when nobody did
 * @param comment null for none
 * @param at when
 */
public record ApprovalDecision(
        boolean approved, boolean expired, String by, String comment, Instant at) {}
