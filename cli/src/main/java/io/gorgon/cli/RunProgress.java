package io.gorgon.cli;

import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.run.RunListener;
import java.time.Clock;

/** Shows a run on standard error while it is under way. */
interface RunProgress extends AutoCloseable {

    /** Is to be told what happens. Never null. */
    RunListener listener();

    /** Shows what has not been shown yet, and no more after that. */
    @Override
    void close();

    /**
     * The printer of a mode.
     *
     * @param taken what the journal has of the run already; null for a run that begins
     */
    static RunProgress of(
            ProgressMode mode,
            Workflow workflow,
            JournalShare taken,
            Surroundings surroundings,
            Clock clock) {
        return switch (mode.in(surroundings)) {
            case TTY -> TreeProgress.begin(workflow, taken, surroundings, clock);
            case PLAIN -> new QueuedProgress(new PlainProgress(surroundings.err(), clock, taken));
            case JSON -> new QueuedProgress(new JsonProgress(surroundings.err(), clock, taken));
            default -> new Silence();
        };
    }

    /** Shows nothing. */
    record Silence() implements RunProgress {

        @Override
        public RunListener listener() {
            return new RunListener() {};
        }

        @Override
        public void close() {
            // there is nothing left to show
        }
    }
}
