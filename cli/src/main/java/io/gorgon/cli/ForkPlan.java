package io.gorgon.cli;

import io.gorgon.journal.Definition;
import io.gorgon.journal.Fork;
import io.gorgon.journal.RunRecord;
import io.gorgon.journal.StepRecord;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.yaml.Nearest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says which records of a run a new run takes, and which steps it does anew. */
final class ForkPlan {

    private final RunRecord run;
    private final List<String> order;
    private final List<StepRecord> recorded;

    /**
     * @param workflow of the new run
     * @param recorded the steps of the run that is there
     */
    ForkPlan(RunRecord run, Workflow workflow, List<StepRecord> recorded) {
        this.run = run;
        this.order = workflow.steps().stream().map(Step::id).toList();
        this.recorded = recorded;
    }

    /**
     * What comes before a step in the file is taken, the step and all after it are done anew.
     *
     * @param inputs in the place of the other run's, by name
     * @param definitions in the place of the other run's; empty to keep those
     * @throws InvalidInputException if there is no such step
     */
    Fork from(
            String step,
            String newRunId,
            Map<String, Object> inputs,
            List<Definition> definitions) {
        int place = order.indexOf(step);
        if (place < 0) {
            String guess =
                    Nearest.of(step, order)
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("");
            throw new InvalidInputException(
                    "run "
                            + run.runId()
                            + " has no step '"
                            + step
                            + "' at its top level"
                            + guess
                            + " Its steps are: "
                            + String.join(", ", order));
        }
        return new Fork(run.runId(), newRunId, before(place), Set.of(), inputs, definitions);
    }

    /**
     * What comes before the first step with something failed in it is taken, and inside that step
     * what worked; all after it is done anew.
     *
     * @throws InvalidInputException if nothing has failed
     */
    Fork failed(String newRunId) {
        Set<String> failed =
                recorded.stream()
                        .filter(step -> step.result().status() == StepStatus.FAILED)
                        .map(step -> topLevel(step.result().path()))
                        .collect(Collectors.toSet());
        Optional<String> first = order.stream().filter(failed::contains).findFirst();
        if (first.isEmpty()) {
            throw new InvalidInputException(
                    "nothing has failed in run " + run.runId() + ": there is nothing to do again");
        }
        return new Fork(
                run.runId(),
                newRunId,
                before(order.indexOf(first.get())),
                Set.of(first.get()),
                Map.of(),
                List.of());
    }

    private Set<String> before(int place) {
        Set<String> known =
                recorded.stream()
                        .map(step -> topLevel(step.result().path()))
                        .collect(Collectors.toSet());
        Set<String> before = new LinkedHashSet<>(order.subList(0, place));
        before.retainAll(known);
        return before;
    }

    /** The step of the workflow's own list that a path belongs to. */
    private static String topLevel(String path) {
        String top = path;
        for (String around = path; around != null; around = StepPath.parent(around)) {
            top = around;
        }
        int fallback = top.indexOf('~');
        return fallback < 0 ? top : top.substring(0, fallback);
    }
}
