package io.gorgon.camel.workflow;

import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.JournaledRun.StepHistory;
import io.gorgon.workflow.model.OnInDoubt;
import io.gorgon.workflow.run.ApprovalRequest;
import io.gorgon.workflow.run.ApprovalTokens;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.run.StepFailedException;
import io.gorgon.workflow.step.ApprovalDecision;
import io.gorgon.workflow.step.StepClass;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a step is done once more that was being done when its process died: nobody knows
 * whether it was paid for or had its effect.
 */
final class InDoubt {

    private static final Duration TIME_TO_DECIDE = Duration.ofDays(7);

    private final StepSettings settings;
    private final StepClass stepClass;
    private final BigDecimal askAboveUsd;

    /**
     * @param askAboveUsd US dollars up to which a call of a model is made again without asking
     */
    InDoubt(StepSettings settings, StepClass stepClass, BigDecimal askAboveUsd) {
        this.settings = settings;
        this.stepClass = stepClass;
        this.askAboveUsd = askAboveUsd;
    }

    /**
     * Comes back when the step is to be done.
     *
     * @param path as the journal has it
     * @throws RunStoppedException if a person has to decide
     * @throws StepFailedException if it is not to be done again
     */
    void requireAgain(RunJournal journal, String path, StepHistory history) {
        switch (policy(history)) {
            case RETRY -> {
                // the journal has told already that it was in doubt
            }
            case FAIL ->
                    throw new StepFailedException(
                            path,
                            "%s, and is not done again, as its on_in_doubt is fail"
                                    .formatted(happened(history)),
                            null);
            case ASK -> ask(journal, path, history);
        }
    }

    private OnInDoubt policy(StepHistory history) {
        if (settings.onInDoubt() != null) {
            return settings.onInDoubt();
        }
        boolean cheap = history.inDoubtUsd().compareTo(askAboveUsd) <= 0;
        return stepClass == StepClass.EFFECT || !cheap ? OnInDoubt.ASK : OnInDoubt.RETRY;
    }

    private String happened(StepHistory history) {
        return "it was being done when its process died, at %s, and nobody knows whether it %s"
                .formatted(
                        history.inDoubtSince(),
                        stepClass == StepClass.EFFECT
                                ? "had its effect"
                                : "was paid for (up to $" + history.inDoubtUsd() + ")");
    }

    private void ask(RunJournal journal, String path, StepHistory history) {
        Optional<ApprovalDecision> decision = journal.decision(path);
        if (decision.isEmpty()) {
            String question =
                    "Step '%s': %s. May it be done again?".formatted(path, happened(history));
            Map<String, Object> preview = new LinkedHashMap<>();
            preview.put("step", path);
            preview.put("type", settings.getType());
            ApprovalRequest request =
                    new ApprovalRequest(
                            path, ApprovalTokens.next(), question, preview, TIME_TO_DECIDE);
            throw RunStoppedException.awaiting(journal.ask(request, ApprovalRecord.Kind.IN_DOUBT));
        }
        if (!decision.get().approved()) {
            throw new StepFailedException(
                    path,
                    "%s, and is not done again: %s"
                            .formatted(
                                    happened(history),
                                    decision.get().expired()
                                            ? "nobody decided in time"
                                            : "rejected by " + decision.get().by()),
                    null);
        }
    }
}
