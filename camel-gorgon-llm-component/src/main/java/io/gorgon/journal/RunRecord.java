package io.gorgon.journal;

import io.gorgon.workflow.run.RunStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A run as the journal knows it.
 *
 * @param runId never null
 * @param workflow the id of the workflow
 * @param name of the workflow, as people read it
 * @param status never null
 * @param interrupted whether the status is {@code RUNNING} and nobody works on it
 * @param startKey null for none
 * @param origin the application that started it; null for the command line
 * @param hash of the text of the workflow; null when it is a route made by hand
 * @param forkedFrom the run that it took answers from; null for none
 * @param error why it failed or what it waits for; null when there is nothing to tell
 * @param waitingFor the paths of the steps that wait for people; empty when none does
 * @param started when it was started first
 * @param changed when something was recorded last
 * @param finished when it came to its end; null when it has not
 * @param active how long it was worked on
 * @param tokens input and output of all its calls
 * @param inDoubtTokens what calls whose answers were lost may have used at most
 * @param costUsd US dollars; null when a price is not known
 * @param inDoubtUsd US dollars that calls whose answers were lost may have cost at most
 * @param resumes how often it was taken over
 * @param savedTokens tokens of answers that were taken from the journal instead of being paid again
 * @param savedUsd US dollars of them
 * @param owner who works on it: {@code PID@HOST}; null when nobody does
 * @param textsKept whether prompts and answers are still there
 */
public record RunRecord(
        String runId,
        String workflow,
        String name,
        RunStatus status,
        boolean interrupted,
        String startKey,
        String origin,
        String hash,
        String forkedFrom,
        String error,
        List<String> waitingFor,
        Instant started,
        Instant changed,
        Instant finished,
        Duration active,
        long tokens,
        long inDoubtTokens,
        BigDecimal costUsd,
        BigDecimal inDoubtUsd,
        int resumes,
        long savedTokens,
        BigDecimal savedUsd,
        String owner,
        boolean textsKept) {}
