package io.gorgon.cli;

import io.gorgon.llm.Cancellation;

/**
 * What ends one run: Ctrl-C, which ends the command as well, or somebody's {@code gorgon cancel},
 * which does not.
 */
final class RunCancellation implements AutoCloseable {

    private final Cancellation ofRun = new Cancellation();
    private final Cancellation.Registration registration;

    RunCancellation(Cancellation interruption) {
        registration = interruption.onCancel(ofRun::cancel);
    }

    Cancellation ofRun() {
        return ofRun;
    }

    @Override
    public void close() {
        registration.close();
    }
}
