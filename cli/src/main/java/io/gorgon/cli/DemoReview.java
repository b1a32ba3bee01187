package io.gorgon.cli;

import io.gorgon.camel.workflow.WorkflowRuntime;
import io.gorgon.config.GorgonConfig;
import io.gorgon.workflow.Workflows;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.run.RunIds;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.step.StepTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Lets the Triumvirate judge a plan, through the routes that all votes take. */
final class DemoReview {

    private static final String FILE = "demo-review.gorgon.yaml";

    private final Surroundings surroundings;
    private final ProgressMode progress;

    DemoReview(Surroundings surroundings, ProgressMode progress) {
        this.surroundings = surroundings;
        this.progress = progress;
    }

    /** A text that comes with the command. */
    static String resource(String name) {
        try (InputStream in = DemoReview.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Shows the votes while they come, and gives what became of them.
     *
     * @param invocation in mode local
     * @param config the configuration of that invocation
     */
    RunResult judge(String plan, Invocation invocation, GorgonConfig config) {
        Workflows workflows = new Workflows(StepTypes.installed(), config);
        Workflow workflow =
                workflows.read(FILE, resource(FILE), Set.of()).orThrow(false).workflow();
        try (RunCancellation cancellation = new RunCancellation(surroundings.interruption());
                RunProgress shown =
                        RunProgress.of(progress, workflow, null, surroundings, Clock.systemUTC());
                WorkflowApplication application =
                        WorkflowApplication.startInMemory(
                                invocation, context -> load(context, workflow, workflows))) {
            RunOptions options =
                    new RunOptions(
                            RunIds.next(Clock.systemUTC()),
                            false,
                            cancellation.ofRun(),
                            shown.listener(),
                            new InputFiles(surroundings.directory()));
            return application.run(workflow, Map.of("plan", plan), options, null);
        }
    }

    private static void load(CamelContext context, Workflow workflow, Workflows workflows)
            throws Exception {
        WorkflowRuntime.of(context).workflows().offer(workflow, FILE);
        Resource route =
                ResourceHelper.fromString(
                        "file:" + workflow.id() + ".camel.yaml", workflows.compile(workflow));
        PluginHelper.getRoutesLoader(context).loadRoutes(List.of(route));
    }
}
