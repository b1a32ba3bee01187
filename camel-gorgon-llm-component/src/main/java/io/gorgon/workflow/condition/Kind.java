package io.gorgon.workflow.condition;

import io.gorgon.workflow.value.PlainValues;
import java.util.List;
import java.util.Optional;

/** The kind of value that a variable should have so that a condition on it makes sense. */
public enum Kind {
    NUMBER,
    BOOLEAN,
    TEXT,
    LIST;

    static Optional<Kind> of(Object value) {
        Object plain = PlainValues.plain(value);
        if (plain instanceof Number) {
            return Optional.of(NUMBER);
        }
        if (plain instanceof Boolean) {
            return Optional.of(BOOLEAN);
        }
        if (plain instanceof List) {
            return Optional.of(LIST);
        }
        return plain instanceof String ? Optional.of(TEXT) : Optional.empty();
    }
}
