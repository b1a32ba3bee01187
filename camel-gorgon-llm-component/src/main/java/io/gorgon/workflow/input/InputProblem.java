package io.gorgon.workflow.input;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * Something that is wrong with the declaration of inputs.
 *
 * @param where the part that is wrong, seen from the {@code inputs}; never null
 * @param message what is wrong and what to do; never null
 */
public record InputProblem(JsonPointer where, String message) {}
