package io.gorgon.cli;

import io.gorgon.config.ConfigOverrides;
import io.gorgon.config.Mode;
import io.gorgon.state.StateLocation;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the global options and the surroundings say of how Gorgon is started.
 *
 * @param directory the working directory
 * @param configFile the configuration; empty for the built-in defaults
 * @param overrides what stands above the file
 * @param forceLocal why every call has to stay with local providers; null when it need not
 * @param defaultState where state is kept when the configuration does not say it
 */
record Invocation(
        Path directory,
        Optional<Path> configFile,
        ConfigOverrides overrides,
        String forceLocal,
        StateLocation defaultState) {

    /** The same where nothing may leave this machine, and nothing is kept. */
    Invocation inModeLocal() {
        return new Invocation(
                directory,
                configFile,
                new ConfigOverrides(Mode.LOCAL, overrides.mockOnly(), overrides.settings()),
                forceLocal,
                StateLocation.memory());
    }

    /** The same with nothing but the mock to ask. */
    Invocation withMockOnly() {
        return new Invocation(
                directory,
                configFile,
                new ConfigOverrides(overrides.mode(), true, overrides.settings()),
                forceLocal,
                StateLocation.memory());
    }
}
