package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.journal.CallEntry;
import io.gorgon.journal.Journal;
import io.gorgon.journal.StepRecord;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.step.StepClass;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run that goes on need not do again, and what nobody knows of.
 *
 * @param steps how many steps are done, those inside others among them
 * @param tokens that their answers have used
 * @param costUsd US dollars; null when a price is not known
 * @param inDoubt the paths of the steps that were in flight when the process of the run died
 */
record JournalShare(int steps, long tokens, BigDecimal costUsd, Set<String> inDoubt) {

    static JournalShare of(Journal journal, String runId) {
        return of(journal.steps(runId), journal.calls(runId));
    }

    static JournalShare of(List<StepRecord> steps, List<CallEntry> calls) {
        Set<String> done = new HashSet<>();
        Set<String> inDoubt = new TreeSet<>();
        long tokens = 0;
        BigDecimal cost = BigDecimal.ZERO;
        for (StepRecord step : steps) {
            StepResult result = step.result();
            if (isDone(result.status())) {
                done.add(result.path());
                tokens += result.usage().tokens();
                cost = sum(cost, result.usage().costUsd());
            } else if (step.inDoubt() && step.stepClass() == StepClass.EFFECT) {
                inDoubt.add(result.path());
            }
        }
        for (CallEntry call : calls) {
            if (call.path() == null || done.contains(call.path())) {
                continue;
            }
            if (call.state() == CallEntry.State.SUCCEEDED) {
                tokens += call.inputTokens() + call.outputTokens();
                cost = sum(cost, call.spentUsd());
            } else if (call.state() == CallEntry.State.STARTED
                    || call.state() == CallEntry.State.IN_DOUBT) {
                inDoubt.add(call.path());
            }
        }
        return new JournalShare(done.size(), tokens, cost, inDoubt);
    }

    private static boolean isDone(StepStatus status) {
        return status == StepStatus.SUCCESS || status == StepStatus.SKIPPED;
    }

    private static BigDecimal sum(BigDecimal known, BigDecimal more) {
        return known == null || more == null ? null : known.add(more);
    }

    /** {@code 27 steps from the journal (12,345 tokens, $0.84 saved) · 2 in doubt}. */
    String sentence() {
        String money = costUsd == null ? "cost unknown" : Words.dollars(costUsd) + " saved";
        String used = String.format(Locale.ROOT, "%,d", tokens) + " tokens, " + money;
        String doubts =
                inDoubt.isEmpty()
                        ? ""
                        : " · " + inDoubt.size() + " in doubt: " + String.join(", ", inDoubt);
        return Words.count(steps, "step") + " from the journal (" + used + ")" + doubts;
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("steps", steps);
        json.put("tokens", tokens);
        json.put("cost_usd", costUsd);
        ArrayNode doubts = json.putArray("in_doubt");
        inDoubt.forEach(doubts::add);
        return json;
    }
}
