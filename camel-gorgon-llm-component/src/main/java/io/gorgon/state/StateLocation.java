package io.gorgon.state;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where state is kept.
 *
 * @param file an SQLite file; empty for memory, which ends with the process
 */
public record StateLocation(Optional<Path> file) {

    private static final StateLocation MEMORY = new StateLocation(Optional.empty());

    public static StateLocation memory() {
        return MEMORY;
    }

    public static StateLocation of(Path file) {
        return new StateLocation(Optional.of(file.toAbsolutePath().normalize()));
    }

    /**
     * Reads {@code memory}, {@code sqlite:PATH} or {@code jdbc:sqlite:PATH}. A path that starts
     * with {@code ~/} is in the user's home folder.
     *
     * @param folder where a relative path starts
     * @throws IllegalArgumentException for anything else, with what is allowed
     */
    public static StateLocation parse(String url, Path folder) {
        String text = url.strip();
        if (text.equalsIgnoreCase("memory")) {
            return MEMORY;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        String path = null;
        for (String prefix : new String[] {"jdbc:sqlite:", "sqlite:"}) {
            if (path == null && lower.startsWith(prefix)) {
                path = text.substring(prefix.length());
            }
        }
        if (path == null || path.isBlank() || path.contains("?")) {
            throw new IllegalArgumentException(
                    "must be memory or sqlite:PATH, such as sqlite:~/.gorgon/state.db");
        }
        if (path.equals(":memory:")) {
            return MEMORY;
        }
        if (path.equals("~") || path.startsWith("~/")) {
            path = userHome() + path.substring(1);
        }
        try {
            return of(folder.resolve(path));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is no path of this system", e);
        }
    }

    private static String userHome() {
        String home = System.getenv("HOME");
        return home == null || home.isBlank() ? System.getProperty("user.home") : home;
    }

    @Override
    public String toString() {
        return file.map(path -> "sqlite:" + path).orElse("memory");
    }
}
