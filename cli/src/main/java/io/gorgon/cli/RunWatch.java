package io.gorgon.cli;

import io.gorgon.journal.EventRecord;
import io.gorgon.journal.StepRecord;
import io.gorgon.workflow.run.StepStatus;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Shows a run again and again, until it ends or waits, or the person has seen enough. */
final class RunWatch {

    private RunWatch() {}

    /**
     * @param look reads what is known now
     * @param show shows it
     * @param pause waits for a moment; whether to go on
     * @return whether the run has come to an end or waits
     */
    static boolean watch(
            Supplier<RunSnapshot> look, Consumer<RunSnapshot> show, BooleanSupplier pause) {
        while (true) {
            RunSnapshot snapshot = look.get();
            show.accept(snapshot);
            if (!snapshot.isWorkedOn()) {
                return true;
            }
            if (!pause.getAsBoolean()) {
                return false;
            }
        }
    }

    /** Where nothing can be drawn in place: a line for each thing that has changed. */
    static final class Lines implements Consumer<RunSnapshot> {

        private final PrintStream out;
        private final Map<String, String> states = new HashMap<>();
        private String status;
        private long lastEvent = Long.MIN_VALUE;

        Lines(PrintStream out) {
            this.out = out;
        }

        @Override
        public void accept(RunSnapshot snapshot) {
            String time = new ShownTime(snapshot.clock()).at(snapshot.now()) + " ";
            for (EventRecord event : snapshot.events()) {
                if (event.sequence() > lastEvent) {
                    lastEvent = event.sequence();
                    String at = new ShownTime(snapshot.clock()).at(event.at());
                    out.println(at + " " + RunEvents.words(event));
                }
            }
            for (StepRecord step : snapshot.steps()) {
                String path = Untrusted.line(step.result().path());
                String state = state(step, snapshot);
                if (!state.equals(states.put(path, state))) {
                    out.println(time + path + ": " + state);
                }
            }
            if (!snapshot.status().equals(status)) {
                status = snapshot.status();
                out.println(
                        time + "run " + snapshot.run().runId() + ": " + RunWords.status(status));
            }
            out.flush();
        }

        private static String state(StepRecord step, RunSnapshot snapshot) {
            StringBuilder words = new StringBuilder();
            if (step.inDoubt()) {
                words.append("in doubt");
            } else if (step.result().status() == StepStatus.RUNNING && !snapshot.isWorkedOn()) {
                words.append("interrupted");
            } else {
                words.append(RunWords.status(step.result().status().label()));
            }
            if (step.result().attempts() > 1) {
                words.append(", try ").append(step.result().attempts());
            }
            if (step.reused()) {
                words.append(", ").append(JournaledSteps.FROM_JOURNAL);
            }
            if (step.result().error() != null) {
                words.append(": ").append(Untrusted.line(step.result().error()));
            }
            return words.toString();
        }
    }
}
