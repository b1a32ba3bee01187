package io.gorgon.budget;

import java.util.Comparator;
import java.util.List;

/** Puts scopes into the order in which people read them. */
final class ScopeOrder {

    private static final Comparator<ScopeState> ORDER =
            Comparator.comparing((ScopeState state) -> state.scope().kind())
                    .thenComparing(state -> state.scope().key());

    private ScopeOrder() {}

    /** Leaves out days that are over, but for those with running calls. */
    static List<ScopeState> current(List<ScopeState> all, String today) {
        return all.stream()
                .filter(
                        state ->
                                state.scope().kind() != ScopeKind.DAY
                                        || state.scope().key().equals(today)
                                        || state.reservedTokens() > 0)
                .sorted(ORDER)
                .toList();
    }
}
