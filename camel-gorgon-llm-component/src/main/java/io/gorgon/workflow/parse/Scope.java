package io.gorgon.workflow.parse;

import java.util.Map;
import java.util.Set;

/**
 * The variables around a step.
 *
 * @param variables those that may have a value when it starts
 * @param later those that only a step after it gives, with that step's id
 */
record Scope(Set<String> variables, Map<String, String> later) {}
