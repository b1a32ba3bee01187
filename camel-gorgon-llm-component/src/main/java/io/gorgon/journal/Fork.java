package io.gorgon.journal;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a run is made of another one.
 *
 * @param runId the other run
 * @param newRunId names the new one
 * @param reused the steps of the top level whose records are taken, with all that is inside them
 * @param reusedInside steps of the top level of which only what succeeded inside them is taken
 * @param inputs in the place of the other run's inputs, by name; those that are not named stay
 * @param definitions the texts in the place of the other run's; empty to keep those
 */
public record Fork(
        String runId,
        String newRunId,
        Set<String> reused,
        Set<String> reusedInside,
        Map<String, Object> inputs,
        List<Definition> definitions) {}
