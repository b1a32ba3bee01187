package io.gorgon.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A connection to a PostgreSQL server that is made when it is needed, and again after it has
 * broken. For one thread at a time.
 */
final class PostgresConnection implements AutoCloseable {

    /** A server that does not answer is noticed after this time. */
    private static final int CONNECT_SECONDS = 5;

    /** Who is refused sooner may ask again at once; a server that is silent is left in peace. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /**
     * A process that is held up in a transaction must not hold up all others, and one whose machine
     * has vanished must lose its locks.
     */
    private static final String SETTINGS =
            "SET idle_in_transaction_session_timeout = 5000;"
                    + " SET lock_timeout = 3000;"
                    + " SET tcp_keepalives_idle = 5;"
                    + " SET tcp_keepalives_interval = 2;"
                    + " SET tcp_keepalives_count = 3;";

    private final PostgresAddress address;
    private final UnaryOperator<String> environment;
    private final int statementSeconds;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private Connection connection;
    private long schemaKey;
    private SQLException lastFailure;
    private long lastTry;

    /**
     * @param environment the values of environment variables; null for one that is not set
     * @param statementSeconds how long a statement may take at most
     */
    PostgresConnection(
            PostgresAddress address, UnaryOperator<String> environment, int statementSeconds) {
        this.address = address;
        this.environment = environment;
        this.statementSeconds = statementSeconds;
    }

    boolean isConnected() {
        return connection != null;
    }

    /** Connects if need be. */
    Connection get() throws SQLException {
        if (connection != null) {
            return connection;
        }
        if (lastFailure != null && System.nanoTime() - lastTry < PAUSE_NANOS) {
            throw lastFailure;
        }
        long start = System.nanoTime();
        Connection made = null;
        try {
            made = new org.postgresql.Driver().connect(address.jdbcUrl(), properties());
            prepareSession(made);
            made.setAutoCommit(false);
            connection = made;
            lastFailure = null;
            return made;
        } catch (SQLException e) {
            closeQuietly(made);
            lastTry = System.nanoTime();
            lastFailure = lastTry - start > PAUSE_NANOS ? e : null;
            throw e;
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        put(properties, "user", environment.apply(address.userVariable()));
        put(properties, "password", environment.apply(address.passwordVariable()));
        put(properties, "sslmode", address.sslMode().orElse(null));
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
        properties.setProperty("socketTimeout", String.valueOf(statementSeconds + 1));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "gorgon");
        return properties;
    }

    private static void put(Properties properties, String key, String value) {
        if (value != null && !value.isEmpty()) {
            properties.setProperty(key, value);
        }
    }

    private void prepareSession(Connection made) throws SQLException {
        try (Statement statement = made.createStatement()) {
            statement.execute(SETTINGS + " SET statement_timeout = " + statementSeconds * 1000);
            // A setting that waits for more than one disk stays.
            statement.execute(
                    "SELECT set_config('synchronous_commit', 'on', false)"
                            + " WHERE current_setting('synchronous_commit') = 'off'");
            if (address.schema().isPresent()) {
                makeSchema(made, statement, address.schema().get());
            }
            try (ResultSet row = statement.executeQuery("SELECT current_schema()")) {
                row.next();
                if (row.getString(1) == null) {
                    throw new SQLException(
                            "the user has no schema there; name one with ?schema=NAME", "3F000");
                }
                schemaKey = key("schema/" + row.getString(1));
            }
        }
    }

    /** Not without a lock, as two that make the same one would fail. */
    private static void makeSchema(Connection made, Statement statement, String schema)
            throws SQLException {
        String quoted = '"' + schema + '"';
        made.setAutoCommit(false);
        statement.execute("SELECT pg_advisory_xact_lock(" + key("schema/" + schema) + ")");
        boolean missing;
        try (ResultSet row =
                statement.executeQuery("SELECT to_regnamespace('" + quoted + "') IS NULL")) {
            row.next();
            missing = row.getBoolean(1);
        }
        if (missing) {
            statement.execute("CREATE SCHEMA " + quoted);
        }
        made.commit();
        made.setAutoCommit(true);
        statement.execute("SET search_path TO " + quoted);
    }

    /** The number of the lock that belongs to a name. */
    static long key(String name) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(("gorgon/" + name).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number of the lock of those who change something in the schema. */
    long schemaKey() {
        return schemaKey;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = get().prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /** Never throws; a connection that has broken is let go of. */
    void rollBack() {
        if (connection == null) {
            return;
        }
        try {
            connection.rollback();
        } catch (SQLException e) {
            close();
        }
    }

    /** Lets go of the connection if this failure shows that it is of no use any more. */
    void closeAfter(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith("08") || state.startsWith("57P") || state.equals("25P03")) {
            close();
        }
    }

    @Override
    public void close() {
        statements.clear();
        closeQuietly(connection);
        connection = null;
    }

    private static void closeQuietly(Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // it is broken, and that has been told
            }
        }
    }
}
