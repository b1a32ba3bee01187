package io.gorgon.cli;

import io.gorgon.budget.BudgetLedger;
import io.gorgon.budget.Scope;
import io.gorgon.budget.ScopeKind;
import io.gorgon.budget.ScopeState;
import io.gorgon.journal.CallEntry;
import io.gorgon.journal.Definition;
import io.gorgon.journal.Journal;
import io.gorgon.journal.RunRecord;
import io.gorgon.journal.StepRecord;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.parse.InvalidWorkflowException;
import io.gorgon.workflow.parse.WorkflowChecks;
import io.gorgon.workflow.parse.WorkflowParser;
import io.gorgon.workflow.step.StepTypes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Reads all that the journal knows of runs. Not for use by several threads. */
final class RunReader {

    private final Journal journal;
    private final BudgetLedger ledger;
    private final Clock clock;
    private final UnaryOperator<String> typed;

    /**
     * @param typed makes a whole command line of a subcommand and its arguments
     */
    RunReader(Journal journal, BudgetLedger ledger, Clock clock, UnaryOperator<String> typed) {
        this.journal = journal;
        this.ledger = ledger;
        this.clock = clock;
        this.typed = typed;
    }

    Clock clock() {
        return clock;
    }

    /**
     * What is known of a run now.
     *
     * @param allCalls whether the calls of all steps are wanted, with their texts; else only where
     *     a step is in doubt
     */
    RunSnapshot read(RunRecord run, boolean allCalls) {
        return read(run, workflow(run), allCalls);
    }

    private RunSnapshot read(RunRecord run, Workflow workflow, boolean allCalls) {
        List<StepRecord> steps = journal.steps(run.runId());
        boolean wanted = allCalls || steps.stream().anyMatch(StepRecord::inDoubt);
        return with(run, workflow, steps, wanted ? journal.calls(run.runId()) : List.of());
    }

    private RunSnapshot with(
            RunRecord run, Workflow workflow, List<StepRecord> steps, List<CallEntry> calls) {
        String id = run.runId();
        Instant now = clock.instant();
        return new RunSnapshot(
                run,
                workflow,
                tokenLimit(run, workflow),
                steps,
                calls,
                journal.approvals(id),
                journal.events(id),
                clock,
                now,
                typed);
    }

    /**
     * Reads a run again and again; its steps only when something was recorded since.
     *
     * @throws InvalidInputException if it was removed meanwhile
     */
    Supplier<RunSnapshot> watching(RunRecord first) {
        return new Watching(first);
    }

    private final class Watching implements Supplier<RunSnapshot> {

        private final String id;
        private final Workflow workflow;
        private RunSnapshot last;

        Watching(RunRecord first) {
            this.id = first.runId();
            this.workflow = workflow(first);
        }

        @Override
        public RunSnapshot get() {
            RunRecord run =
                    journal.run(id)
                            .orElseThrow(
                                    () ->
                                            new InvalidInputException(
                                                    "the run " + id + " has been removed"));
            boolean same = last != null && last.run().changed().equals(run.changed());
            last =
                    same
                            ? with(run, workflow, last.steps(), last.calls())
                            : read(run, workflow, false);
            return last;
        }
    }

    /** What it is pinned to; null when there is none, or it is of steps that are not known here. */
    private Workflow workflow(RunRecord run) {
        List<Definition> definitions = journal.definitions(run.runId());
        if (definitions.isEmpty()) {
            return null;
        }
        Definition first = definitions.get(0);
        try {
            return new WorkflowParser(StepTypes.installed(), WorkflowChecks.NONE)
                    .parse(first.fileName(), first.source());
        } catch (InvalidWorkflowException e) {
            return null;
        }
    }

    /** The lower one of what the run brings and what is configured; zero when there is none. */
    private long tokenLimit(RunRecord run, Workflow workflow) {
        Scope scope = new Scope(ScopeKind.RUN, run.runId());
        Optional<ScopeState> state =
                ledger.scopes().stream().filter(each -> each.scope().equals(scope)).findFirst();
        Long known = state.map(each -> each.limit().tokens()).orElse(null);
        if (known != null) {
            return known;
        }
        return workflow == null ? 0 : workflow.tokenBudget();
    }
}
