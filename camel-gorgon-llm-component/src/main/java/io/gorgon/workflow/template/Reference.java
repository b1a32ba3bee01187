package io.gorgon.workflow.template;

import java.util.List;

/**
 * A place in a template that reads a variable.
 *
 * @param expression what stands there, with <code>${</code> and <code>}</code>
 * @param name the name of the variable; the first name when names with dots follow
 * @param variableNames all names of variables that could give the value, in the order in which they
 *     are tried: {@code a.b} before {@code a} for <code>${a.b}</code>
 * @param hasDefault whether it names what stands for a missing value
 * @param offset where the {@code $} is, in characters from 0
 */
public record Reference(
        String expression,
        String name,
        List<String> variableNames,
        boolean hasDefault,
        int offset) {

    public Reference {
        variableNames = List.copyOf(variableNames);
    }
}
