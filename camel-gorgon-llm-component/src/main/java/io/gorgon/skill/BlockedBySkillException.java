package io.gorgon.skill;

import io.gorgon.skill.Violation.Action;
import java.util.stream.Collectors;

/** A rule of a skill forbids it. Trying again does not help. */
public final class BlockedBySkillException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Enforcement enforcement;

    BlockedBySkillException(Enforcement enforcement) {
        super(
                "Blocked by a skill: "
                        + enforcement.violations().stream()
                                .filter(violation -> violation.action() == Action.BLOCK)
                                .map(Violation::message)
                                .collect(Collectors.joining("; ")));
        this.enforcement = enforcement;
    }

    /** All that was found; null after deserialisation. */
    public Enforcement enforcement() {
        return enforcement;
    }
}
