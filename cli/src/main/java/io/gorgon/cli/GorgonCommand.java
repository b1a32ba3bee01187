package io.gorgon.cli;

import io.gorgon.config.ConfigOverrides;
import io.gorgon.config.Mode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself: the options that all subcommands share. */
@Command(
        name = "gorgon",
        description = {
            "Ask language models on this machine first, and elsewhere only where gorgon.yaml allows it."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = false,
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong use or invalid input, 130 ended by Ctrl-C;",
            "of runs: 3 waits for a person, 4 paused by a budget, 5 cancelled or Ctrl-C."
        })
final class GorgonCommand {

    /** How often {@code -v} has to be given for stack traces. */
    static final int DETAILED = 2;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "Configuration to use. Without it: $GORGON_CONFIG, ./gorgon.yaml, the gorgon.yaml"
                            + " beside the launcher, built-in defaults.")
    private Path config;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            scope = ScopeType.INHERIT,
            converter = Converters.ModeConverter.class,
            description =
                    "Where calls may go, instead of what the file says: local, cloud, hybrid.")
    private Mode mode;

    @Option(
            names = "--mock",
            scope = ScopeType.INHERIT,
            description = "Use the built-in mock only; nothing is asked of a model.")
    private boolean mockOnly;

    @Option(
            names = "--force-local",
            scope = ScopeType.INHERIT,
            description = "Keep every call with local providers, whatever the mode permits.")
    private boolean forceLocal;

    @Option(
            names = "-v",
            scope = ScopeType.INHERIT,
            description = "Say more on standard error; -vv for all details.")
    private boolean[] verbosity = new boolean[0];

    private final Surroundings surroundings;

    GorgonCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    int verbosity() {
        return verbosity.length;
    }

    /** The configuration file that applies; empty for the built-in defaults. */
    Optional<Path> configFile() {
        return ConfigFile.find(config, surroundings);
    }

    ConfigOverrides overrides() {
        return new ConfigOverrides(mode, mockOnly, Map.of());
    }

    Invocation invocation() {
        return new Invocation(
                surroundings.directory(),
                configFile(),
                overrides(),
                forceLocal ? "forced on the command line" : null,
                DefaultState.of(surroundings));
    }

    /**
     * A command that goes on with what this one has done, as a person types it: with the same
     * configuration, and with the mock only where this one was.
     *
     * @param words the subcommand and its arguments
     */
    String hint(String words) {
        StringBuilder hint = new StringBuilder("gorgon ").append(words);
        if (config != null) {
            hint.append(" --config ").append(quoted(config.toString()));
        }
        if (mode != null) {
            hint.append(" --mode ").append(mode.label());
        }
        if (mockOnly) {
            hint.append(" --mock");
        }
        if (forceLocal) {
            hint.append(" --force-local");
        }
        return hint.toString();
    }

    /** As a word of a shell. */
    private static String quoted(String word) {
        return word.matches("[\\w./~-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    GorgonSession openSession() {
        return new GorgonSession(invocation(), surroundings.environment());
    }
}
