package io.gorgon.camel.workflow;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.state.StateLocation;
import io.gorgon.workflow.run.RunResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs workflows in one application after the other, all with the same state file, for tests of
 * what is left of a run when its application has ended.
 */
final class DurableRunner implements AutoCloseable {

    private static final String FILE = "sqlite:state.db";

    static final String CONFIG =
            """
            llm:
              mode: local
              providers:
                mock: {type: mock}
            state:
              url: %s
            """
                    .formatted(FILE);

    private final Path folder;
    private final String config;
    private final ScriptedModel model;
    private WorkflowRunner application;

    DurableRunner(Path folder) {
        this(folder, CONFIG);
    }

    DurableRunner(Path folder, String config) {
        this(folder, config, null);
    }

    /**
     * @param model speaks in the place of the mock; null to leave that to the mock
     */
    DurableRunner(Path folder, String config, ScriptedModel model) {
        this.folder = folder;
        this.config = config;
        this.model = model;
        this.application = begin();
    }

    private WorkflowRunner begin() {
        WorkflowRunner runner =
                model == null
                        ? WorkflowRunner.with(folder, config)
                        : WorkflowRunner.with(folder, config, model);
        return runner.withRealTime();
    }

    /** The same configuration, with state at another place. */
    static String configOf(StateLocation place) {
        return CONFIG.replace(FILE, place.toString());
    }

    WorkflowRunner application() {
        return application;
    }

    /** Ends the application, and starts it again. */
    DurableRunner restart() {
        application.camel().stop();
        application = begin();
        return this;
    }

    /** Starts a run and ends the application when a step of it has begun that never comes back. */
    void cutShortAt(String hangingStep, String yaml, Map<String, Object> inputs) throws Exception {
        cutShortAt(hangingStep, 0, yaml, inputs);
    }

    /**
     * @param failures how often the step fails before it hangs
     */
    void cutShortAt(String hangingStep, int failures, String yaml, Map<String, Object> inputs)
            throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        ScriptedStep.script(hangingStep, Scripts.fails(failures, Scripts.hangs(begun)));
        CompletableFuture<Ran> run =
                CompletableFuture.supplyAsync(() -> application.run(yaml, inputs));
        while (!begun.await(10, TimeUnit.MILLISECONDS)) {
            if (run.isDone()) {
                throw new IllegalStateException("the step never began: " + run.get().result());
            }
        }
        application.camel().getShutdownStrategy().setTimeout(1);
        application.camel().stop();
        run.handle((ran, error) -> null).get(30, TimeUnit.SECONDS);
        application = begin();
    }

    /** Goes on with a run, with the text that it was started with. */
    RunResult resume(String runId) throws InterruptedException {
        return WorkflowRuns.of(application.camel()).resume(runId, application.options());
    }

    /** The newest run. */
    String runId() {
        return WorkflowRuns.of(application.camel()).journal().runs(1).get(0).runId();
    }

    void load(String yaml) {
        application.load("w.yaml", yaml, Set.of());
    }

    @Override
    public void close() {
        application.close();
    }
}
