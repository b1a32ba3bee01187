package io.gorgon.workflow.step;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** All types of steps that are on the class path. Immutable. */
public final class StepTypes {

    private final Map<String, StepType> types = new LinkedHashMap<>();

    /**
     * @throws IllegalArgumentException if two types have one name
     */
    public StepTypes(Iterable<StepType> types) {
        for (StepType type : types) {
            StepType other = this.types.putIfAbsent(type.name(), type);
            if (other != null) {
                throw new IllegalArgumentException(
                        "two types of steps are called '%s': %s and %s"
                                .formatted(
                                        type.name(),
                                        other.getClass().getName(),
                                        type.getClass().getName()));
            }
        }
    }

    /** Those that the class path has. */
    public static StepTypes installed() {
        return new StepTypes(ServiceLoader.load(StepType.class, StepType.class.getClassLoader()));
    }

    public Optional<StepType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /**
     * A type that a checked workflow uses.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public StepType get(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("Unknown step type: " + name));
    }

    /** Those that a file may name. */
    public Set<String> names() {
        return all().stream()
                .map(StepType::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Those that a file may name. */
    public List<StepType> all() {
        return types.values().stream().filter(type -> !type.isInternal()).toList();
    }
}
