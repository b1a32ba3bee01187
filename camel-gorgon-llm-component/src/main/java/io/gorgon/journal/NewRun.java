package io.gorgon.journal;

import java.util.List;
import java.util.Map;

/**
 * A run that is about to start.
 *
 * @param runId names it; never null
 * @param workflow the id of the workflow; never null
 * @param name of the workflow, as people read it; never null
 * @param startKey of the runs of this workflow with one key, there is one only; null for no key
 * @param origin names the application that starts it; null for the command line
 * @param inputs by name; never null
 * @param definitions the texts that the run is pinned to, the workflow itself first; empty when it
 *     is a route that was made by hand
 */
public record NewRun(
        String runId,
        String workflow,
        String name,
        String startKey,
        String origin,
        Map<String, Object> inputs,
        List<Definition> definitions) {}
