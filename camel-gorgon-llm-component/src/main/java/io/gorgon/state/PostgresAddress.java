package io.gorgon.state;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A database on a PostgreSQL server.
 *
 * @param host a name or an address, an IPv6 one in brackets; never null
 * @param port 1 to 65535
 * @param database never null
 * @param schema where the tables are; empty for the one that the user of the database has
 * @param sslMode how the connection is encrypted, as {@code sslmode} of PostgreSQL's own programs
 *     says it; empty for their default
 * @param userVariable the environment variable that holds the name of the user; when it is not set,
 *     it is the one of the operating system
 * @param passwordVariable the environment variable that holds the password; when it is not set,
 *     there is none, or it is in {@code ~/.pgpass}
 */
public record PostgresAddress(
        String host,
        int port,
        String database,
        Optional<String> schema,
        Optional<String> sslMode,
        String userVariable,
        String passwordVariable) {

    public static final String USER_VARIABLE = "GORGON_STATE_USER";
    public static final String PASSWORD_VARIABLE = "GORGON_STATE_PASSWORD";

    private static final int USUAL_PORT = 5432;
    private static final int LAST_PORT = 65535;
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_$-]{0,62}";
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /**
     * Reads what follows {@code postgresql:}.
     *
     * @throws IllegalArgumentException with the end of a sentence that starts with the key's name;
     *     it holds nothing of the text, which may hold a password
     */
    static PostgresAddress parse(String text) {
        if (text.contains("@")) {
            throw credentials();
        }
        URI uri;
        try {
            uri = new URI("postgresql:" + text);
        } catch (URISyntaxException withTheText) {
            throw unreadable();
        }
        String path = uri.getRawPath();
        if (uri.getHost() == null
                || uri.getPort() == 0
                || uri.getPort() > LAST_PORT
                || uri.getRawFragment() != null
                || path == null
                || !path.matches("/" + NAME)) {
            throw unreadable();
        }
        Map<String, String> options = options(uri.getRawQuery());
        String schema = options.remove("schema");
        String sslMode = options.remove("sslmode");
        boolean known = options.isEmpty();
        if (!known
                || schema != null && !schema.matches(NAME)
                || sslMode != null && !SSL_MODES.contains(sslMode)) {
            throw new IllegalArgumentException(
                    "may end with ?schema=NAME and sslmode=MODE (such as verify-full) only");
        }
        return new PostgresAddress(
                uri.getHost(),
                uri.getPort() < 0 ? USUAL_PORT : uri.getPort(),
                path.substring(1),
                Optional.ofNullable(schema),
                Optional.ofNullable(sslMode),
                USER_VARIABLE,
                PASSWORD_VARIABLE);
    }

    private static Map<String, String> options(String query) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : query == null ? new String[0] : query.split("&")) {
            String[] parts = option.split("=", 2);
            if (parts[0].equalsIgnoreCase("user") || parts[0].equalsIgnoreCase("password")) {
                throw credentials();
            }
            options.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return options;
    }

    private static IllegalArgumentException credentials() {
        return new IllegalArgumentException(
                "must not hold a user or a password; put them into the environment variables "
                        + USER_VARIABLE
                        + " and "
                        + PASSWORD_VARIABLE
                        + ", or into others that state.user_env and state.password_env name");
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException(
                "must be postgresql://HOST/DATABASE or postgresql://HOST:PORT/DATABASE, perhaps"
                        + " with ?schema=NAME; names are of letters, digits, '_' and '-'");
    }

    /** The same database, with the user and the password from these environment variables. */
    public PostgresAddress withVariables(String user, String password) {
        return new PostgresAddress(host, port, database, schema, sslMode, user, password);
    }

    /** The address as PostgreSQL's driver wants it. */
    String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    @Override
    public String toString() {
        String address = "postgresql://" + host + ":" + port + "/" + database;
        return schema.map(name -> address + "?schema=" + name).orElse(address);
    }
}
