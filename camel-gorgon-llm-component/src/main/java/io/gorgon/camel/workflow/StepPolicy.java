package io.gorgon.camel.workflow;

import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;

/**
 * Makes the EIPs inside a step of a workflow: tries them again by the class of their failure, ends
 * them in time, binds their answer to the outputs and reports what became of them.
 */
public final class StepPolicy extends StepSettings implements Policy {

    private static final String STEP = "step";

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        WorkflowRuntime runtime = WorkflowRuntime.of(route.getCamelContext());
        boolean hasStepsInside =
                runtime.types().find(getType()).filter(type -> type.hasStepsInside()).isPresent();
        setLeaf(kind() != Kind.FALLBACK && !hasStepsInside);
        if (kind() == Kind.STEP && isTopLevel(definition)) {
            runtime.addStep(route.getRouteId(), getId(), getType());
        }
    }

    private static boolean isTopLevel(NamedNode definition) {
        int around = 0;
        for (NamedNode node = definition.getParent(); node != null; node = node.getParent()) {
            around += STEP.equals(node.getShortName()) ? 1 : 0;
        }
        return around == 1;
    }

    @Override
    public Processor wrap(Route route, Processor work) {
        WorkflowRuntime runtime = WorkflowRuntime.of(route.getCamelContext());
        return kind() == Kind.ROUND
                ? new LoopRound(getId(), getMaxRounds(), work)
                : new StepProcessor(this, work, runtime);
    }
}
