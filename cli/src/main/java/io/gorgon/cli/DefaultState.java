package io.gorgon.cli;

import io.gorgon.state.StateLocation;
import java.nio.file.Path;

/** Where commands keep state when gorgon.yaml does not say it. */
final class DefaultState {

    private DefaultState() {}

    /** A file in the user's home, which all commands of the user share. */
    static StateLocation of(Surroundings surroundings) {
        String home = surroundings.variable("HOME");
        Path folder = Path.of(home == null ? System.getProperty("user.home") : home);
        return StateLocation.of(
                surroundings.directory().resolve(folder).resolve(".gorgon").resolve("state.db"));
    }
}
