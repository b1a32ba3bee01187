package io.gorgon.cli;

import io.gorgon.budget.BudgetLedger;
import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.llm.GorgonLlmComponent;
import io.gorgon.camel.workflow.WorkflowConstants;
import io.gorgon.camel.workflow.WorkflowRuns;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/** A Camel context with a workflow in it, for the length of one command. */
final class WorkflowApplication implements AutoCloseable {

    private static final String STATE = "state.url";
    private static final String MEMORY = "memory";

    private final Main main;

    private WorkflowApplication(Main main) {
        this.main = main;
    }

    /** Puts the routes of a workflow, and of those that it calls, into a Camel context. */
    @FunctionalInterface
    interface Loader {
        void load(CamelContext context) throws Exception;
    }

    /**
     * @param dryRun whether nothing may happen outside: no endpoint is connected before it is used,
     *     and state is in memory
     */
    static WorkflowApplication start(Invocation invocation, boolean dryRun, Loader workflows) {
        return start(invocation, dryRun, dryRun, workflows);
    }

    /**
     * An application that leaves nothing behind.
     *
     * @param invocation where nothing may leave this machine
     */
    static WorkflowApplication startInMemory(Invocation invocation, Loader workflows) {
        return start(invocation, false, true, workflows);
    }

    private static WorkflowApplication start(
            Invocation invocation, boolean dryRun, boolean inMemory, Loader workflows) {
        Main main = CamelApplication.main(dryRun ? invocation.withMockOnly() : invocation);
        main.configure().setRoutesIncludePattern("false");
        // a run of the command line goes on when somebody says so
        main.addOverrideProperty("camel.component.gorgon-llm.application", "none");
        main.configure().setEndpointLazyStartProducer(dryRun);
        WorkflowApplication application = new WorkflowApplication(main);
        try {
            main.init();
            if (inMemory) {
                component(main.getCamelContext()).getSettings().put(STATE, MEMORY);
            }
            workflows.load(main.getCamelContext());
            main.start();
            return application;
        } catch (Exception e) {
            application.close();
            throw explained(e);
        }
    }

    private static GorgonLlmComponent component(CamelContext context) {
        return context.getComponent("gorgon-llm", GorgonLlmComponent.class);
    }

    /** What Camel says of a route does not name what was being done. */
    private static RuntimeException explained(Exception e) {
        if (!Failure.of(e, false).isUnforeseen()) {
            return e instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
        return new InvalidInputException(
                "the workflow cannot be started: " + Failure.innermost(e), e);
    }

    /** The runs that are in the journal. */
    WorkflowRuns runs() {
        return WorkflowRuns.of(main.getCamelContext());
    }

    /** Where the budgets of runs are kept. */
    BudgetLedger ledger() {
        return GorgonLlm.get(main.getCamelContext()).budget().ledger();
    }

    /**
     * Runs the workflow until it ends or waits.
     *
     * @param startKey of the runs with one key there is one only; null for none
     * @return of the run that was there already when there is one with the key
     */
    RunResult run(
            Workflow workflow, Map<String, Object> inputs, RunOptions options, String startKey) {
        try (ProducerTemplate template = main.getCamelContext().createProducerTemplate()) {
            Exchange answer =
                    template.send(
                            WorkflowConstants.ADDRESS + workflow.id(),
                            exchange -> {
                                exchange.getMessage().setBody(inputs);
                                exchange.setProperty(WorkflowConstants.OPTIONS, options);
                                if (startKey != null) {
                                    exchange.getMessage()
                                            .setHeader(WorkflowConstants.START_KEY, startKey);
                                }
                            });
            RunResult result = answer.getProperty(WorkflowConstants.RESULT, RunResult.class);
            if (result == null) {
                throw new IllegalStateException("the run did not begin", answer.getException());
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        main.stop();
    }
}
