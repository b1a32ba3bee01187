package io.gorgon.workflow.step;

import java.util.Set;

/**
 * A parameter that holds steps.
 *
 * @param param its name; below another one with a slash, as in {@code cases/steps}
 * @param kind in which order they run
 * @param single whether it is one step instead of a list
 * @param required whether the step cannot do without it
 * @param variables the variables that exist inside only, such as {@code item}
 * @param publishes whether the outputs of its steps are variables after it
 */
public record Block(
        String param,
        Kind kind,
        boolean single,
        boolean required,
        Set<String> variables,
        boolean publishes) {

    /** The order of steps. */
    public enum Kind {
        /** One after the other, once. */
        SEQUENCE,
        /** Each as soon as its dependencies within the block are done. */
        PARALLEL,
        /** For each item, several at a time. */
        EACH,
        /** One after the other, again and again. */
        LOOP
    }
}
