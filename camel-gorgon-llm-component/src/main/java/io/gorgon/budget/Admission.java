package io.gorgon.budget;

import java.util.List;

/**
 * A call that may be made, with what is reserved for it.
 *
 * @param call as it may be made, perhaps with fewer tokens to answer with; never null
 * @param reservation never null
 * @param estimate what was reserved, by its parts; never null
 * @param remainingTokens tokens that are left in the tightest budget after this call; null when
 *     there is no limit
 * @param forceLocal why only local providers may serve it; null when others may too
 * @param preferLocal why local providers should be asked first; null when there is no reason
 */
public record Admission(
        BudgetedCall call,
        Reservation reservation,
        CallEstimate estimate,
        Long remainingTokens,
        String forceLocal,
        String preferLocal) {

    static String reason(List<String> sentences) {
        return sentences.isEmpty() ? null : String.join("; ", sentences);
    }
}
