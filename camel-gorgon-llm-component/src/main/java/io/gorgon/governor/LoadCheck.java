package io.gorgon.governor;

import io.gorgon.config.GovernorSettings;
import io.gorgon.hardware.MachineLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Holds the load of the machine against its caps. What is not known stands in nobody's way. */
final class LoadCheck {

    private final GovernorSettings settings;
    private final Supplier<MachineLoad.Reading> load;

    LoadCheck(GovernorSettings settings, Supplier<MachineLoad.Reading> load) {
        this.settings = settings;
        this.load = load;
    }

    private boolean looks() {
        return settings.cpuMaxPercent() != null || settings.memoryMaxPercent() != null;
    }

    /** Why the machine is too busy; empty when it is not. */
    Optional<String> overload() {
        if (!looks()) {
            return Optional.empty();
        }
        MachineLoad.Reading now = load.get();
        List<String> reasons = new ArrayList<>(2);
        if (exceeds(now.cpuPercent(), settings.cpuMaxPercent())) {
            reasons.add(cpu(now));
        }
        if (exceeds(now.memoryPercent(), settings.memoryMaxPercent())) {
            reasons.add(memory(now));
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", reasons));
    }

    /** The numbers of what is looked at. */
    List<String> numbers() {
        if (!looks()) {
            return List.of();
        }
        MachineLoad.Reading now = load.get();
        List<String> numbers = new ArrayList<>(2);
        if (settings.cpuMaxPercent() != null) {
            numbers.add(cpu(now));
        }
        if (settings.memoryMaxPercent() != null) {
            numbers.add(memory(now));
        }
        return numbers;
    }

    private static boolean exceeds(Double percent, Integer cap) {
        return percent != null && cap != null && percent > cap;
    }

    private String cpu(MachineLoad.Reading now) {
        return "the processors are busy to "
                + percent(now.cpuPercent())
                + ", governor.cpu_max_percent is "
                + settings.cpuMaxPercent();
    }

    private String memory(MachineLoad.Reading now) {
        return "main memory is used to "
                + percent(now.memoryPercent())
                + " ("
                + now.memoryText()
                + "), governor.memory_max_percent is "
                + settings.memoryMaxPercent();
    }

    private static String percent(Double value) {
        return value == null
                ? "an unknown part"
                : String.format(Locale.ROOT, "%.1f percent", value);
    }
}
