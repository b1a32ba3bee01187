package io.gorgon.config;

import java.nio.file.Path;

/** Reads configurations. */
public final class GorgonConfigLoader {

    private GorgonConfigLoader() {}

    /**
     * Reads a file.
     *
     * @throws InvalidConfigException with every problem that was found; also when the file cannot
     *     be read
     */
    public static GorgonConfig load(Path file, ConfigOverrides overrides) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a text.
     *
     * @param source what to call it in messages
     * @throws InvalidConfigException with every problem that was found
     */
    public static GorgonConfig parse(String source, String text, ConfigOverrides overrides) {
        throw new UnsupportedOperationException();
    }

    /** The configuration of an installation without a file. */
    public static GorgonConfig builtIn(ConfigOverrides overrides) {
        throw new UnsupportedOperationException();
    }
}
