package io.gorgon.cli;

import io.gorgon.config.GorgonConfig;
import io.gorgon.journal.Definition;
import io.gorgon.journal.Journal;
import io.gorgon.journal.RunRecord;
import io.gorgon.workflow.Workflows;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.step.StepTypes;
import java.util.List;
import java.util.Set;

/** The text that a run was started with, whatever has become of its file. */
final class PinnedText {

    private PinnedText() {}

    /**
     * @throws InvalidInputException if the run has none
     * @throws io.gorgon.workflow.parse.InvalidWorkflowException if it cannot be run with the
     *     configuration of today
     */
    static Workflow of(Journal journal, RunRecord run, GorgonConfig config) {
        return parse(first(journal, run), config, journal.values(run.runId()).inputs().keySet());
    }

    /** The text of the workflow itself, without those that it calls. */
    static Definition first(Journal journal, RunRecord run) {
        List<Definition> texts = journal.definitions(run.runId());
        if (texts.isEmpty()) {
            throw new InvalidInputException(
                    "run "
                            + run.runId()
                            + " is one of the route '"
                            + run.workflow()
                            + "', which was made by hand: only its application"
                            + (run.origin() == null ? "" : " (" + run.origin() + ")")
                            + " can go on with it");
        }
        return texts.get(0);
    }

    static Workflow parse(Definition text, GorgonConfig config, Set<String> variables) {
        return new Workflows(StepTypes.installed(), config)
                .read(text.fileName(), text.source(), variables)
                .orThrow(false)
                .workflow();
    }
}
