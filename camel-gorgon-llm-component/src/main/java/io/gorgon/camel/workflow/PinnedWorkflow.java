package io.gorgon.camel.workflow;

import io.gorgon.journal.Definition;
import io.gorgon.journal.JournaledRun;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Keeps runs with the texts that they were started with: one that calls this workflow, or goes on
 * in it, and began before its file was changed, gets the text of then.
 */
final class PinnedWorkflow extends ServiceSupport implements Processor, Navigate<Processor> {

    private static final String ROUTE = "gorgon-workflow-";

    private final String workflowId;
    private final String edition;
    private final Definition text;
    private final Processor workflow;
    private final Processor steps;
    private final WorkflowRuntime runtime;

    /**
     * @param steps the steps of the route, which live as long as this: Camel leaves that to a
     *     policy that is a service
     * @param edition what its name has after the id; empty for the usual route
     * @param text what the route was made of; null when it was made by hand
     */
    PinnedWorkflow(
            String workflowId,
            String edition,
            Definition text,
            Processor workflow,
            Processor steps,
            WorkflowRuntime runtime) {
        this.workflowId = workflowId;
        this.edition = edition;
        this.text = text;
        this.workflow = workflow;
        this.steps = steps;
        this.runtime = runtime;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        JournaledRun run = run(exchange);
        List<Definition> texts = run == null ? List.of() : run.definitions();
        if (isPinnedToOther(texts)) {
            Set<String> variables = run.inputs().keySet();
            runtime.resumption().onEdition(exchange, workflowId, texts, variables);
        } else {
            Object around = exchange.getProperty(WorkflowConstants.ROUTE);
            exchange.setProperty(WorkflowConstants.ROUTE, around == null ? this : around);
            try {
                workflow.process(exchange);
            } finally {
                exchange.setProperty(WorkflowConstants.ROUTE, around);
            }
        }
    }

    /**
     * Whether Camel has stopped the route of a run, or of a workflow that it calls, before the run
     * has ended: it has waited as long as it is told to, and loads other routes now. What fails by
     * that has not failed, the run goes on with the routes of its own texts.
     */
    static boolean isStopped(Exchange exchange) {
        PinnedWorkflow route = exchange.getProperty(WorkflowConstants.ROUTE, PinnedWorkflow.class);
        return route != null
                && (route.isStoppingOrStopped() || !route.hasRoutes(exchange, run(exchange)));
    }

    /** Whether Camel has stopped the route of a run: nothing of it can be begun any more. */
    static boolean isRouteStopped(Exchange exchange) {
        PinnedWorkflow route = exchange.getProperty(WorkflowConstants.ROUTE, PinnedWorkflow.class);
        return route != null && route.isStoppingOrStopped();
    }

    private boolean hasRoutes(Exchange exchange, JournaledRun run) {
        return run == null
                || run.definitions().stream()
                        .map(each -> ROUTE + each.workflow() + edition)
                        .allMatch(id -> isStarted(exchange.getContext(), id));
    }

    private static boolean isStarted(CamelContext context, String routeId) {
        ServiceStatus status = context.getRouteController().getRouteStatus(routeId);
        return status != null && status.isStarted();
    }

    /** The run that calls; else the one that goes on. */
    private static JournaledRun run(Exchange exchange) {
        JournaledRun calling = RunJournal.of(exchange).run();
        return calling != null
                ? calling
                : exchange.getProperty(WorkflowConstants.JOURNALED_RUN, JournaledRun.class);
    }

    private boolean isPinnedToOther(List<Definition> texts) {
        Optional<Definition> pinned =
                texts.stream().filter(each -> each.workflow().equals(workflowId)).findFirst();
        return pinned.isPresent() && text != null && !pinned.get().hash().equals(text.hash());
    }

    @Override
    public List<Processor> next() {
        return List.of(steps);
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    protected void doBuild() {
        ServiceHelper.buildService(steps);
    }

    @Override
    protected void doInit() {
        ServiceHelper.initService(steps);
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(steps);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(steps);
    }

    @Override
    protected void doShutdown() {
        ServiceHelper.stopAndShutdownServices(steps);
    }
}
