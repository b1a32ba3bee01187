package io.gorgon.camel.workflow;

import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.Definition;
import io.gorgon.journal.Journal;
import io.gorgon.journal.JournaledRun;
import io.gorgon.journal.NewRun;
import io.gorgon.journal.RunRecord;
import io.gorgon.journal.RunUnavailableException;
import io.gorgon.journal.TokenRefusedException;
import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal that knows of runs what a test says, and remembers no step. */
final class FakeJournal {

    private final Map<String, Run> runs = new LinkedHashMap<>();
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Map<String, Map<String, Object>> outputs = new LinkedHashMap<>();
    private volatile boolean away;

    /** What is known of a run. */
    private static final class Run {
        private final String id;
        private final String workflow;
        private final List<Definition> texts;
        private final Map<String, Object> inputs;
        private RunStatus status = RunStatus.RUNNING;
        private boolean owned;
        private boolean decided;

        Run(String id, String workflow, List<Definition> texts, Map<String, Object> inputs) {
            this.id = id;
            this.workflow = workflow;
            this.texts = texts;
            this.inputs = inputs;
        }

        private RunRecord record() {
            return new RunRecord(
                    id,
                    workflow,
                    workflow,
                    status,
                    status == RunStatus.RUNNING && !owned,
                    null,
                    "app",
                    null,
                    null,
                    null,
                    List.of(),
                    Instant.EPOCH,
                    Instant.EPOCH,
                    null,
                    Duration.ZERO,
                    0,
                    0,
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    0,
                    0,
                    BigDecimal.ZERO,
                    owned ? "1@here" : null,
                    true);
        }
    }

    /** A run whose process has died. */
    synchronized FakeJournal interrupted(
            String id, String workflow, List<Definition> texts, Map<String, Object> inputs) {
        runs.put(id, new Run(id, workflow, texts, inputs));
        return this;
    }

    /** A run that waits for a person, who has got a token. */
    synchronized FakeJournal waiting(
            String id, String workflow, List<Definition> texts, String token) {
        interrupted(id, workflow, texts, Map.of());
        runs.get(id).status = RunStatus.AWAITING_APPROVAL;
        tokens.put(token, id);
        return this;
    }

    /** Whether the database can be used. */
    void setAway(boolean away) {
        this.away = away;
    }

    /** What it was told: {@code taken ID}, {@code success ID}, {@code closed ID} and so on. */
    List<String> told() {
        return List.copyOf(told);
    }

    synchronized RunStatus status(String id) {
        return runs.get(id).status;
    }

    /** What a run gave; null as long as it has not ended. */
    synchronized Map<String, Object> outputs(String id) {
        return outputs.get(id);
    }

    /** The runs that were started. */
    synchronized List<String> ids() {
        return List.copyOf(runs.keySet());
    }

    synchronized void give(String id) {
        runs.get(id).owned = true;
    }

    Journal journal() {
        return (Journal)
                Proxy.newProxyInstance(
                        Journal.class.getClassLoader(),
                        new Class<?>[] {Journal.class},
                        (proxy, method, arguments) -> answer(method.getName(), arguments));
    }

    private synchronized Object answer(String method, Object[] arguments) {
        if (away) {
            throw new StateUnavailableException("the database is away", null);
        }
        return switch (method) {
            case "start" -> start((NewRun) arguments[0]);
            case "takeOver" -> takeOver((String) arguments[0]);
            case "interrupted" -> records(run -> run.record().interrupted());
            case "decided" -> records(run -> run.decided && !run.owned);
            case "runs" -> records(run -> true);
            case "run" -> Optional.ofNullable(runs.get(arguments[0])).map(Run::record);
            case "decide" -> decide(arguments);
            case "cancel" -> cancel((String) arguments[0], (String) arguments[1]);
            case "waiting" -> List.of();
            case "requireWritable", "close" -> null;
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private List<RunRecord> records(java.util.function.Predicate<Run> which) {
        return runs.values().stream().filter(which).map(Run::record).toList();
    }

    private Journal.Started start(NewRun run) {
        runs.put(
                run.runId(), new Run(run.runId(), run.workflow(), run.definitions(), run.inputs()));
        return new Journal.Started(run.runId(), take(runs.get(run.runId())));
    }

    private JournaledRun takeOver(String id) {
        Run run = runs.get(id);
        if (run == null || run.owned || run.status == RunStatus.SUCCESS) {
            throw new RunUnavailableException("run " + id + " cannot be taken over");
        }
        told.add("taken " + id);
        return take(run);
    }

    private JournaledRun take(Run run) {
        run.owned = true;
        run.decided = false;
        run.status = RunStatus.RUNNING;
        return (JournaledRun)
                Proxy.newProxyInstance(
                        JournaledRun.class.getClassLoader(),
                        new Class<?>[] {JournaledRun.class},
                        (proxy, method, arguments) -> answer(run, method.getName(), arguments));
    }

    private synchronized Object answer(Run run, String method, Object[] arguments) {
        return switch (method) {
            case "record" -> run.record();
            case "inputs" -> run.inputs;
            case "definitions" -> run.texts;
            case "isLost" -> false;
            case "done", "decision" -> Optional.empty();
            case "doneBelow" -> new ArrayList<>();
            case "history" -> JournaledRun.StepHistory.NONE;
            case "ask" -> arguments[0];
            case "ended" -> {
                run.status = ((RunResult) arguments[0]).status();
                run.owned = false;
                outputs.put(run.id, ((RunResult) arguments[0]).outputs());
                told.add(run.status.label() + " " + run.id);
                yield null;
            }
            case "close" -> {
                run.owned = false;
                told.add("closed " + run.id);
                yield null;
            }
            default -> null;
        };
    }

    private ApprovalRecord decide(Object[] arguments) {
        String id = tokens.remove(arguments[0]);
        if (id == null) {
            throw new TokenRefusedException("nobody knows this token");
        }
        boolean approved = (boolean) arguments[1];
        runs.get(id).decided = true;
        told.add((approved ? "approved " : "rejected ") + id + " by " + arguments[2]);
        return new ApprovalRecord(
                id,
                runs.get(id).workflow,
                "gate",
                ApprovalRecord.Kind.APPROVAL,
                "Go?",
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                approved ? ApprovalRecord.State.APPROVED : ApprovalRecord.State.REJECTED,
                (String) arguments[2],
                (String) arguments[3],
                Instant.EPOCH);
    }

    private boolean cancel(String id, String by) {
        Run run = runs.get(id);
        if (run == null) {
            throw new RunUnavailableException("there is no run " + id);
        }
        told.add("cancel " + id + " by " + by);
        return !run.owned;
    }
}
