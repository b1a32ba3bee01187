package io.gorgon.camel.workflow;

import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;

/** Lets the runs of an application go on as soon as all of its routes have been started. */
final class KeepRunsGoing implements StartupListener {

    private final WorkflowRuntime runtime;

    KeepRunsGoing(WorkflowRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        if (alreadyStarted) {
            begin(context);
        }
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        begin(context);
    }

    private void begin(CamelContext context) {
        if (runtime.origin() != null && runtime.resumesOnStart()) {
            runtime.keeper().lookSoon();
            long pause = RunKeeper.LOOK_AGAIN.toMillis();
            context.getExecutorServiceManager()
                    .newScheduledThreadPool(this, "GorgonRuns", 1)
                    .scheduleWithFixedDelay(
                            runtime.keeper()::lookSoon, pause, pause, TimeUnit.MILLISECONDS);
        }
    }
}
