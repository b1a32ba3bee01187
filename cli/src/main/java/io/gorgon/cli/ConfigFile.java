package io.gorgon.cli;

import io.gorgon.config.ConfigOverrides;
import io.gorgon.config.GorgonConfig;
import io.gorgon.config.GorgonConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds and reads the configuration of a command. */
final class ConfigFile {

    private static final String NAME = "gorgon.yaml";
    private static final String VARIABLE = "GORGON_CONFIG";

    private ConfigFile() {}

    /**
     * The file that applies: the option's, the one that {@code GORGON_CONFIG} names, the one in the
     * current directory, the one beside the launcher. A named one need not exist.
     *
     * @param option null when the option was not given
     */
    static Optional<Path> find(Path option, Surroundings surroundings) {
        Path directory = surroundings.directory();
        if (option != null) {
            return Optional.of(directory.resolve(option));
        }
        String named = surroundings.variable(VARIABLE);
        if (named != null) {
            return Optional.of(directory.resolve(named));
        }
        if (Files.exists(directory.resolve(NAME))) {
            return Optional.of(directory.resolve(NAME));
        }
        return Optional.ofNullable(surroundings.home())
                .map(home -> home.resolve(NAME))
                .filter(Files::exists);
    }

    /**
     * @throws io.gorgon.config.InvalidConfigException with every problem of the file
     */
    static GorgonConfig load(Optional<Path> file, ConfigOverrides overrides) {
        return file.isPresent()
                ? GorgonConfigLoader.load(file.get(), overrides)
                : GorgonConfigLoader.builtIn(overrides);
    }
}
