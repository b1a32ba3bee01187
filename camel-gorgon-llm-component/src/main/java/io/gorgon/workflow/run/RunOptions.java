package io.gorgon.workflow.run;

import io.gorgon.llm.Cancellation;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * How a run is started.
 *
 * @param runId names it; null for a new name
 * @param dryRun whether nothing may happen outside, and no model is asked but the provider {@code
 *     mock}, which has to be enabled
 * @param cancellation ends it; never null
 * @param listener is told what happens; never null
 * @param files gives the content for an input of the type file. Never null; a message brings the
 *     content itself, so that it cannot name a file of the machine
 */
public record RunOptions(
        String runId,
        boolean dryRun,
        Cancellation cancellation,
        RunListener listener,
        UnaryOperator<String> files) {

    public RunOptions {
        Objects.requireNonNull(cancellation, "cancellation");
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(files, "files");
    }

    /** The same for a run of this name. */
    public RunOptions withRunId(String id) {
        return new RunOptions(id, dryRun, cancellation, listener, files);
    }

    public static RunOptions plain() {
        return new RunOptions(
                null, false, new Cancellation(), new RunListener() {}, UnaryOperator.identity());
    }
}
