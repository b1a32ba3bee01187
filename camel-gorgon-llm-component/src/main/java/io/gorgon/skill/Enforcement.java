package io.gorgon.skill;

import io.gorgon.skill.Violation.Action;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the check of an operation or an answer found.
 *
 * @param violations each once; never null
 */
public record Enforcement(List<Violation> violations) {

    public Enforcement {
        violations = violations.stream().distinct().toList();
    }

    /** The gravest action of all violations; {@link Action#ALLOW} without any. */
    public Action action() {
        return violations.stream()
                .map(Violation::action)
                .max(Comparator.naturalOrder())
                .orElse(Action.ALLOW);
    }

    /** Whether the operation must not be done; the step that wanted it fails. */
    public boolean blocks() {
        return action() == Action.BLOCK;
    }

    /** What is wrong, for an error message or a log; empty when nothing is. */
    public String message() {
        return violations.stream().map(Violation::message).collect(Collectors.joining("; "));
    }

    /**
     * Goes on only if nothing blocks.
     *
     * @throws BlockedBySkillException otherwise
     */
    public void requireAllowed() {
        if (blocks()) {
            throw new BlockedBySkillException(this);
        }
    }

    /** As events and outputs have it: action, passed, violations. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("action", action().label());
        map.put("passed", !blocks());
        map.put("violations", violations.stream().map(Violation::toMap).toList());
        return map;
    }
}
