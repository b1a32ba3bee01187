package io.gorgon.budget;

import java.time.Instant;

/**
 * How much of a budget is used. Spent, reserved and in doubt are three separate parts; their sum
 * never exceeds the limit.
 *
 * @param scope never null
 * @param limit never null
 * @param spentTokens what was used, as reported or estimated
 * @param reservedTokens what running calls may use at most
 * @param inDoubtTokens what was perhaps used by calls whose answer was lost
 * @param estimatedTokens the part of what is spent that nobody reported
 * @param spentMicroUsd millionths of a US dollar
 * @param reservedMicroUsd millionths of a US dollar
 * @param inDoubtMicroUsd millionths of a US dollar
 * @param resetsAt when the budget begins anew; null when it never does
 */
public record ScopeState(
        Scope scope,
        Limit limit,
        long spentTokens,
        long reservedTokens,
        long inDoubtTokens,
        long estimatedTokens,
        long spentMicroUsd,
        long reservedMicroUsd,
        long inDoubtMicroUsd,
        Instant resetsAt) {

    /** All tokens that count against the limit. */
    public long committedTokens() {
        return spentTokens + reservedTokens + inDoubtTokens;
    }

    /** All money that counts against the limit, in millionths of a US dollar. */
    public long committedMicroUsd() {
        return spentMicroUsd + reservedMicroUsd + inDoubtMicroUsd;
    }
}
