package io.gorgon.journal;

import java.util.Map;

/**
 * What a run was started with and what it gave.
 *
 * @param inputs by name; empty when they are not kept
 * @param outputs by name; empty while there are none, or when they are not kept
 */
public record RunValues(Map<String, Object> inputs, Map<String, Object> outputs) {}
