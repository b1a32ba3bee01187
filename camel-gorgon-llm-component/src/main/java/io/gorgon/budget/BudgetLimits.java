package io.gorgon.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What is allowed in which scope.
 *
 * @param byKind a kind that is missing has no limit; never null
 * @param softPercent the part of a limit from which on it is nearly used up, in percent, 1 to 100
 * @param timeZone where the day begins; never null
 */
public record BudgetLimits(Map<ScopeKind, Limit> byKind, int softPercent, ZoneId timeZone) {

    public BudgetLimits {
        Map<ScopeKind, Limit> copy = new EnumMap<>(ScopeKind.class);
        copy.putAll(byKind);
        byKind = Map.copyOf(copy);
        Objects.requireNonNull(timeZone, "timeZone");
        if (softPercent < 1 || softPercent > 100) {
            throw new IllegalArgumentException("the soft limit must be 1 to 100 percent");
        }
    }

    public static BudgetLimits none() {
        return new BudgetLimits(Map.of(), 100, java.time.ZoneOffset.UTC);
    }

    /** The limit of a scope of this kind; {@link Limit#NONE} when there is none. */
    public Limit of(ScopeKind kind) {
        return byKind.getOrDefault(kind, Limit.NONE);
    }

    /** The day of a moment, as the key of its scope. */
    String dayOf(Instant moment) {
        return LocalDate.ofInstant(moment, timeZone).toString();
    }

    /** When the budget of a scope begins anew; null when it never does. */
    Instant resetOf(Scope scope) {
        return scope.kind() == ScopeKind.DAY
                ? LocalDate.parse(scope.key()).plusDays(1).atStartOfDay(timeZone).toInstant()
                : null;
    }
}
