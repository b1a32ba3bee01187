package io.gorgon.cli;

import io.gorgon.camel.llm.GorgonLlmComponent;
import io.gorgon.camel.workflow.WorkflowConstants;
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
        Main main = CamelApplication.main(dryRun ? invocation.withMockOnly() : invocation);
        main.configure().setRoutesIncludePattern("false");
        main.configure().setEndpointLazyStartProducer(dryRun);
        WorkflowApplication application = new WorkflowApplication(main);
        try {
            main.init();
            if (dryRun) {
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

    /** Runs the workflow to its end. */
    RunResult run(Workflow workflow, Map<String, Object> inputs, RunOptions options) {
        try (ProducerTemplate template = main.getCamelContext().createProducerTemplate()) {
            Exchange answer =
                    template.send(
                            WorkflowConstants.ADDRESS + workflow.id(),
                            exchange -> {
                                exchange.getMessage().setBody(inputs);
                                exchange.setProperty(WorkflowConstants.OPTIONS, options);
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
