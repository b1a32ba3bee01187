package io.gorgon.workflow.condition;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * Something that keeps a condition from being read.
 *
 * @param where the part that is wrong, seen from the condition's own root; never null
 * @param message what is wrong and what to do; never null
 */
public record ConditionProblem(JsonPointer where, String message) {}
