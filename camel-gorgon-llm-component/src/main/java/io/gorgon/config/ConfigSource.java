package io.gorgon.config;

import java.nio.file.Path;

/**
 * Where a configuration is from.
 *
 * @param name what messages call it; never null
 * @param fileName its name without folders; never null
 * @param folder the folder that its relative paths start at, absolute; never null
 * @param hasText false for no file at all, where nothing has a line
 */
record ConfigSource(String name, String fileName, Path folder, boolean hasText) {

    private static final String BUILT_IN = "built-in defaults";

    static ConfigSource file(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return new ConfigSource(
                file.toString(), String.valueOf(file.getFileName()), absolute.getParent(), true);
    }

    static ConfigSource text(String name) {
        return new ConfigSource(name, name, currentFolder(), true);
    }

    static ConfigSource builtIn() {
        return new ConfigSource(BUILT_IN, BUILT_IN, currentFolder(), false);
    }

    static Path currentFolder() {
        return Path.of("").toAbsolutePath();
    }
}
