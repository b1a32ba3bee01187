package io.gorgon.skill;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A rule of a skill that something breaks.
 *
 * @param kind never null
 * @param action what follows; never {@link Action#ALLOW}
 * @param skill the name of the skill; never null
 * @param rule the path or pattern as the skill has it; never null
 * @param message what is wrong in a sentence, without secrets; never null
 */
public record Violation(Kind kind, Action action, String skill, String rule, String message) {

    /** The kinds of rules. */
    public enum Kind {
        PROTECTED_PATH,
        BLOCKED_PATTERN,
        /** It could not be found out whether a rule is broken, which counts as broken. */
        NOT_CHECKED;

        /** The name in JSON: lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What follows from a check, from the mildest. */
    public enum Action {
        ALLOW,
        /** It goes on, and is noted. */
        WARN,
        /** It must not be done, or not be used; a step fails. */
        BLOCK;

        /** The name in JSON: lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As events and outputs have it: type, action, skill, rule, message. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", kind.label());
        map.put("action", action.label());
        map.put("skill", skill);
        map.put("rule", rule);
        map.put("message", message);
        return map;
    }
}
