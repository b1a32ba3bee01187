package io.gorgon.cli;

import io.gorgon.config.ConfigOverrides;
import io.gorgon.llm.Cancellation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Runs route files in a Camel of their own (camel-main) until time is up or somebody stops it. */
final class RoutesRunner {

    private static final String COMPONENT = "camel.component.gorgon-llm.";

    private final List<Path> files;
    private final Surroundings surroundings;
    private final Main main = new Main();

    RoutesRunner(
            List<Path> files,
            Optional<Path> configFile,
            ConfigOverrides overrides,
            Surroundings surroundings) {
        this.files = files;
        this.surroundings = surroundings;
        main.setDefaultPropertyPlaceholderLocation(
                "file:"
                        + surroundings.directory().resolve("application.properties")
                        + ";optional=true,classpath:application.properties;optional=true");
        // Has no shutdown hook: ours stops the routes.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Oneline);
        configFile.ifPresent(
                file -> main.addInitialProperty(COMPONENT + "config", file.toString()));
        if (overrides.mode() != null) {
            main.addInitialProperty(COMPONENT + "mode", overrides.mode().label());
        }
        if (overrides.mockOnly()) {
            main.addInitialProperty(COMPONENT + "mock-only", "true");
        }
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
            int routes = main.getCamelContext().getRoutesSize();
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
        main.init();
        CamelContext context = main.getCamelContext();
        List<Resource> resources = new ArrayList<>();
        for (Path file : files) {
            resources.add(
                    ResourceHelper.fromString("file:" + file, InputText.ofFile(file, "route")));
        }
        context.getManagementStrategy().addEventNotifier(new FailedExchanges(this::tell));
        PluginHelper.getRoutesLoader(context).loadRoutes(resources);
        main.start();
    }

    private void tell(String line) {
        surroundings.err().println(surroundings.errStyle().dim("gorgon: ") + line);
    }
}
