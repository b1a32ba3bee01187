package io.gorgon.cli;

import io.gorgon.llm.Cancellation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Runs route files in a Camel of their own (camel-main) until time is up or somebody stops it. */
final class RoutesRunner {

    private final List<Path> files;
    private final Surroundings surroundings;
    private final Main main;

    RoutesRunner(List<Path> files, Invocation invocation, Surroundings surroundings) {
        this.files = files;
        this.surroundings = surroundings;
        main = CamelApplication.main(invocation);
        main.bind("failedExchanges", new FailedExchanges(this::tell));
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Oneline);
    }

    /**
     * @param duration how long; null to run until Ctrl-C
     */
    void run(Duration duration) throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        Cancellation.Registration stopping =
                surroundings.interruption().onCancel(stopped::countDown);
        try {
            start();
            String until =
                    duration == null ? "Ctrl-C stops them" : "for " + duration.toSeconds() + " s";
            long routes = countRoutes();
            tell(Words.count(routes, "route") + " running (" + until + ")");
            if (duration == null) {
                stopped.await();
            } else {
                stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            stopping.close();
            main.stop();
        }
        tell("routes stopped");
    }

    private void start() throws Exception {
        try {
            main.init();
            load(files.stream().filter(file -> !isWorkflow(file)).toList());
            main.getCamelContext().addLifecycleStrategy(new WorkflowsWhenConfigured());
            main.start();
        } catch (Exception e) {
            throw explained(e);
        }
    }

    /** What Camel says of a mistake in a route names neither the file nor what was being done. */
    private RuntimeException explained(Exception e) {
        Failure failure = Failure.of(e, false);
        if (!failure.isUnforeseen()) {
            return e instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
        String names = files.stream().map(Path::toString).collect(Collectors.joining(", "));
        return new InvalidInputException(
                "the routes of " + names + " cannot be started: " + Failure.innermost(e), e);
    }

    /** Workflows are read by the configuration, which is there when the context initializes. */
    private final class WorkflowsWhenConfigured extends LifecycleStrategySupport {
        @Override
        public void onContextInitializing(CamelContext context) {
            try {
                load(files.stream().filter(RoutesRunner::isWorkflow).toList());
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        }
    }

    private static boolean isWorkflow(Path file) {
        return file.getFileName().toString().endsWith(".gorgon.yaml");
    }

    private void load(List<Path> some) throws Exception {
        CamelContext context = main.getCamelContext();
        List<Resource> resources = new ArrayList<>();
        for (Path file : some) {
            resources.add(
                    ResourceHelper.fromString("file:" + file, InputText.ofFile(file, "route")));
        }
        PluginHelper.getRoutesLoader(context).loadRoutes(resources);
    }

    private long countRoutes() {
        return main.getCamelContext().getRoutes().stream()
                .filter(route -> !FailedExchanges.isShipped(route.getRouteId()))
                .count();
    }

    private void tell(String line) {
        surroundings.err().println(surroundings.errStyle().dim("gorgon: ") + line);
    }
}
