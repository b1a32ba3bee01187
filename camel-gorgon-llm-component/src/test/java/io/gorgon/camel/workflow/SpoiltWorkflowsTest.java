package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gorgon.workflow.Workflows;
import io.gorgon.workflow.input.WorkflowInput;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.parse.ParsedWorkflow;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workflows with faults of all kinds in them: each is refused with the places of its faults, or it
 * runs.
 */
class SpoiltWorkflowsTest {

    private static final int CASES = Integer.getInteger("gorgon.fuzz.cases", 5_000);
    private static final long SEED = Long.getLong("gorgon.fuzz.seed", 4);
    private static final long DEADLINE_SECONDS = 60;

    @TempDir Path folder;
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void aSpoiltWorkflowIsRefusedWithThePlaceOfItsFaultOrItRuns() throws Exception {
        List<String> texts = new ArrayList<>();
        for (Path file : WholeWorkflowsTest.files()) {
            if (Files.exists(file)) {
                texts.add(Files.readString(file));
            }
        }
        Random random = new Random(SEED);
        ExecutorService[] threads = {
            Executors.newSingleThreadExecutor(), Executors.newSingleThreadExecutor()
        };
        // Camel cannot load routes into one context from two threads
        try (WorkflowTrial even = WorkflowTrial.withMock(folder);
                WorkflowTrial odd = WorkflowTrial.withMock(folder)) {
            Map<String, Future<?>> cases = new LinkedHashMap<>();
            for (int i = 0; i < CASES; i++) {
                String name = "case-" + i;
                String text = WorkflowMutation.of(texts.get(random.nextInt(texts.size())), random);
                WorkflowTrial trial = i % 2 == 0 ? even : odd;
                cases.put(
                        "%s of seed %d:%n%s".formatted(name, SEED, text),
                        threads[i % 2].submit(
                                () -> {
                                    tryOut(trial, name, text);
                                    return null;
                                }));
            }
            cases.forEach(
                    (text, result) ->
                            assertThatCode(() -> result.get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                                    .as(text)
                                    .doesNotThrowAnyException());
        } finally {
            threads[0].shutdownNow();
            threads[1].shutdownNow();
        }
        assertThat(runs.get()).isGreaterThan(CASES / 20);
    }

    private void tryOut(WorkflowTrial trial, String name, String text) throws Exception {
        Workflows workflows = trial.workflows();
        ParsedWorkflow parsed = workflows.read(name + ".yaml", text, Set.of());
        assertThat(parsed.problems())
                .allMatch(problem -> problem.line() >= 1 && problem.column() >= 1)
                .allMatch(problem -> !problem.message().isBlank());
        Workflow workflow = parsed.workflow();
        if (workflow == null) {
            assertThat(parsed.errors(false)).isNotEmpty();
            return;
        }
        trial.loadCompiled(workflows.compile(workflow));
        runs.incrementAndGet();
        RunResult result = trial.dryRun(workflow.id(), inputs(workflow));
        assertThat(result.status()).isNotNull();
        if (result.status() == RunStatus.FAILED) {
            assertThat(result.error()).isNotBlank();
            assertThat(result.error()).doesNotContain("Cannot invoke", "Exception");
        }
        trial.remove(workflow.id());
    }

    private static Map<String, Object> inputs(Workflow workflow) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        for (WorkflowInput input : workflow.inputs()) {
            if (input.required() && input.type() != null) {
                inputs.put(
                        input.name(),
                        switch (input.type()) {
                            case OBJECT -> Map.of("key", "value");
                            case LIST -> List.of("one", "two");
                            case NUMBER, INTEGER -> 17;
                            case BOOLEAN -> true;
                            default -> "text";
                        });
            }
        }
        return inputs;
    }
}
