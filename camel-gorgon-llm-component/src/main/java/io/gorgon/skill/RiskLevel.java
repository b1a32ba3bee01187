package io.gorgon.skill;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much harm a capability can do, from the least to the most. */
public enum RiskLevel {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** The name in files: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The labels, from the least risk to the most. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(RiskLevel::label).toList();
    }
}
