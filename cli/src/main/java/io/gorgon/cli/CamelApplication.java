package io.gorgon.cli;

import io.gorgon.config.ConfigOverrides;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/**
 * Makes camel-main as every command uses it: what is configured for Camel in {@code
 * application.properties} of the working directory or in {@code CAMEL_…} variables holds, TLS and
 * proxies of {@code camel.component.http(s)} among it.
 */
final class CamelApplication {

    private static final String COMPONENT = "camel.component.gorgon-llm.";

    private CamelApplication() {}

    /**
     * @param directory the working directory
     */
    static Main main(Path directory, Optional<Path> configFile, ConfigOverrides overrides) {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation(
                "file:"
                        + directory.resolve("application.properties")
                        + ";optional=true,classpath:application.properties;optional=true");
        // Has no shutdown hook: ours stops Camel.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        configFile.ifPresent(
                file -> main.addOverrideProperty(COMPONENT + "config", file.toString()));
        if (overrides.mode() != null) {
            main.addOverrideProperty(COMPONENT + "mode", overrides.mode().label());
        }
        if (overrides.mockOnly()) {
            main.addOverrideProperty(COMPONENT + "mock-only", "true");
        }
        return main;
    }
}
