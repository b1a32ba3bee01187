package io.gorgon.camel.workflow;

import io.gorgon.journal.Definition;
import io.gorgon.journal.JournaledRun;
import io.gorgon.journal.RunUnavailableException;
import io.gorgon.workflow.parse.InvalidWorkflowException;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;

/** Goes on with runs, each with the texts that it was started with. Thread-safe. */
final class RunResumption {

    private final CamelContext camelContext;
    private final LoadedWorkflows loaded;
    private final Editions editions;
    private final ProducerTemplate template;

    RunResumption(CamelContext camelContext, LoadedWorkflows loaded) {
        this.camelContext = camelContext;
        this.loaded = loaded;
        this.editions = new Editions(camelContext);
        this.template = camelContext.createProducerTemplate();
    }

    /**
     * Goes on with a run until it ends or waits. It belongs to nobody afterwards.
     *
     * @throws RunUnavailableException if there is no route for it
     */
    RunResult goOn(JournaledRun run, RunOptions options) {
        boolean processed = false;
        try {
            RunResult result = isLoaded(run) ? onItsRoute(run, options) : asEdition(run, options);
            processed = true;
            return result;
        } catch (InvalidWorkflowException e) {
            throw new RunUnavailableException(
                    "run "
                            + run.record().runId()
                            + " cannot go on here: the text that it was started with cannot be run"
                            + " with this version and configuration: "
                            + e.getMessage());
        } finally {
            if (!processed) {
                run.close();
            }
        }
    }

    /** Whether what is loaded now is what the run was started with. */
    boolean isLoaded(JournaledRun run) {
        List<Definition> texts = run.definitions();
        return texts.isEmpty()
                || hasRoute(run.record().workflow())
                        && hashes(texts)
                                .equals(hashes(loaded.definitions(texts.get(0).workflow())));
    }

    private static Map<String, String> hashes(List<Definition> texts) {
        return texts.stream().collect(Collectors.toMap(Definition::workflow, Definition::hash));
    }

    private boolean hasRoute(String workflowId) {
        String address = WorkflowConstants.ADDRESS + workflowId;
        return camelContext.getRoutes().stream()
                .map(Route::getEndpoint)
                .anyMatch(
                        each ->
                                each.getEndpointUri()
                                        .replace("direct://", "direct:")
                                        .equals(address));
    }

    private RunResult onItsRoute(JournaledRun run, RunOptions options) {
        String workflowId = run.record().workflow();
        if (!hasRoute(workflowId)) {
            throw new RunUnavailableException(
                    "run %s cannot go on here: its workflow '%s' is a route that was made by hand, and there is none from %s%s; load that route first"
                            .formatted(
                                    run.record().runId(),
                                    workflowId,
                                    WorkflowConstants.ADDRESS,
                                    workflowId));
        }
        return send(WorkflowConstants.ADDRESS + workflowId, run, options);
    }

    private RunResult asEdition(JournaledRun run, RunOptions options) {
        try (Editions.Use edition = editions.use(run.definitions(), run.inputs().keySet())) {
            return send(edition.address(run.record().workflow()), run, options);
        }
    }

    private RunResult send(String address, JournaledRun run, RunOptions options) {
        Exchange answer =
                template.send(
                        address,
                        exchange -> {
                            exchange.getMessage().setBody(run.inputs());
                            exchange.setProperty(WorkflowConstants.JOURNALED_RUN, run);
                            exchange.setProperty(WorkflowConstants.OPTIONS, options);
                        });
        RunResult result = answer.getProperty(WorkflowConstants.RESULT, RunResult.class);
        if (result == null) {
            Exception cause = answer.getException();
            throw cause instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(
                            "run " + run.record().runId() + " could not go on", cause);
        }
        return result;
    }

    /** Does the work of a workflow with other texts than those that are loaded. */
    void onEdition(
            Exchange exchange, String workflowId, List<Definition> texts, Set<String> variables) {
        try (Editions.Use edition = editions.use(texts, variables)) {
            template.send(edition.address(workflowId), exchange);
        }
    }
}
