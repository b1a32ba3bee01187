package io.gorgon.state;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where state is kept: in an SQLite file, on a PostgreSQL server, or, when neither is there, in
 * memory, which ends with the process.
 *
 * @param file never null
 * @param server never null
 */
public record StateLocation(Optional<Path> file, Optional<PostgresAddress> server) {

    private static final StateLocation MEMORY =
            new StateLocation(Optional.empty(), Optional.empty());

    public static StateLocation memory() {
        return MEMORY;
    }

    public static StateLocation of(Path file) {
        return new StateLocation(Optional.of(file.toAbsolutePath().normalize()), Optional.empty());
    }

    public static StateLocation of(PostgresAddress server) {
        return new StateLocation(Optional.empty(), Optional.of(server));
    }

    /**
     * Reads {@code memory}, {@code sqlite:PATH} or {@code postgresql://host[:port]/database}, each
     * but the first also with {@code jdbc:} before it. A path that starts with {@code ~/} is in the
     * user's home folder.
     *
     * @param folder where a relative path starts
     * @throws IllegalArgumentException for anything else, with what is allowed; it holds nothing of
     *     the text, which may hold a password
     */
    public static StateLocation parse(String url, Path folder) {
        String text = url.strip();
        if (text.equalsIgnoreCase("memory")) {
            return MEMORY;
        }
        String plain = withoutPrefix(text, "jdbc:").orElse(text);
        Optional<String> server =
                withoutPrefix(plain, "postgresql:").or(() -> withoutPrefix(plain, "postgres:"));
        if (server.isPresent()) {
            return of(PostgresAddress.parse(server.get()));
        }
        String path = withoutPrefix(plain, "sqlite:").orElse("");
        if (path.isBlank() || path.contains("?")) {
            throw new IllegalArgumentException(
                    "must be memory, sqlite:PATH, such as sqlite:~/.gorgon/state.db, or"
                            + " postgresql://HOST/DATABASE");
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

    private static Optional<String> withoutPrefix(String text, String prefix) {
        return text.toLowerCase(Locale.ROOT).startsWith(prefix)
                ? Optional.of(text.substring(prefix.length()))
                : Optional.empty();
    }

    private static String userHome() {
        String home = System.getenv("HOME");
        return home == null || home.isBlank() ? System.getProperty("user.home") : home;
    }

    /** As it is written in {@code state.url}. */
    @Override
    public String toString() {
        return server.map(PostgresAddress::toString)
                .or(() -> file.map(path -> "sqlite:" + path))
                .orElse("memory");
    }
}
