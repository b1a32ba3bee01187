package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.journal.Fork;
import io.gorgon.journal.RunRecord;
import java.util.ArrayList;
import java.util.List;

/** A new run that is made of one that is there, and goes on from what it took of it. */
final class ForkedRun {

    private final GorgonCommand gorgon;
    private final RunDisplay display;
    private final boolean onlyMade;

    /**
     * @param onlyMade whether nobody goes on with it here
     */
    ForkedRun(GorgonCommand gorgon, RunDisplay display, boolean onlyMade) {
        this.gorgon = gorgon;
        this.display = display;
        this.onlyMade = onlyMade;
    }

    /** Makes it and goes on with it; the exit code is that of the new run. */
    int make(DurableRuns runs, Fork fork, List<String> warnings) {
        String id = runs.journal().fork(fork);
        RunRecord made = runs.find(id);
        tell(fork, id);
        if (onlyMade) {
            printMade(fork, made, warnings);
            return ExitCode.DONE;
        }
        RunOutcome outcome = runs.resume(made, display).withWarnings(warnings);
        if (display.json()) {
            ObjectNode document = RunDocument.of(outcome);
            document.put("forked_from", fork.runId());
            Json.print(gorgon.surroundings().out(), document);
        } else {
            new OutcomeReport(gorgon, display).print(outcome);
        }
        return outcome.exitCode();
    }

    private void tell(Fork fork, String id) {
        if (display.json() || !display.forPeople()) {
            return;
        }
        List<String> taken = new ArrayList<>(fork.reused());
        fork.reusedInside().forEach(step -> taken.add("what succeeded inside " + step));
        String from = taken.isEmpty() ? "no answers" : String.join(", ", taken);
        gorgon.surroundings()
                .err()
                .println("run " + id + " is made of run " + fork.runId() + "; it takes: " + from);
    }

    private void printMade(Fork fork, RunRecord made, List<String> warnings) {
        Surroundings surroundings = gorgon.surroundings();
        if (!display.json()) {
            surroundings.out().println(made.runId());
            if (display.forPeople()) {
                surroundings.err().println("To start it: " + gorgon.hint("resume " + made.runId()));
            }
            return;
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("run_id", made.runId());
        document.put("workflow", made.workflow());
        document.put("status", made.status().label());
        document.put("forked_from", fork.runId());
        ArrayNode taken = document.putArray("reused");
        fork.reused().forEach(taken::add);
        ArrayNode inside = document.putArray("reused_inside");
        fork.reusedInside().forEach(inside::add);
        ArrayNode all = document.putArray("warnings");
        warnings.forEach(all::add);
        Json.print(surroundings.out(), document);
    }
}
