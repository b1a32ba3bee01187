package io.gorgon.state;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL server for tests, of the programs that are installed on the machine. There is
 * one in a JVM, at a free port of the loopback address, with files that are removed at its end.
 */
public final class PostgresServer {

    /** A user that has to give a password; all others are believed. */
    public static final String CAREFUL_USER = "careful";

    public static final String CAREFUL_PASSWORD = "correct horse";

    private static final String USER = System.getProperty("user.name");
    private static final String DATABASE = "gorgon";

    private static PostgresServer shared;
    private static String whyNot;

    private final Path programs;
    private final Path folder;
    private final int port;
    private final List<String> asUser;

    private PostgresServer(Path programs) throws IOException, InterruptedException {
        this.programs = programs;
        this.folder = Files.createTempDirectory("gorgon-postgres");
        this.port = freePort();
        this.asUser = asUser();
        if (!asUser.isEmpty()) {
            run(List.of("chown", "-R", serverUser(), folder.toString()));
        }
        run(
                program(
                        "initdb",
                        "-D",
                        data().toString(),
                        "-U",
                        USER,
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"));
        String careful = "host all " + CAREFUL_USER + " 127.0.0.1/32 scram-sha-256\n";
        Path access = data().resolve("pg_hba.conf");
        Files.writeString(access, careful + Files.readString(access));
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
        start();
        execute("postgres", "CREATE DATABASE " + DATABASE);
        execute(
                "postgres",
                "CREATE USER " + CAREFUL_USER + " SUPERUSER PASSWORD '" + CAREFUL_PASSWORD + "'");
    }

    /**
     * The server of this JVM, running. Where no PostgreSQL is installed, the test is skipped with a
     * message.
     */
    public static synchronized PostgresServer shared() {
        if (shared == null && whyNot == null) {
            try {
                Optional<Path> programs = programs();
                if (programs.isPresent()) {
                    shared = new PostgresServer(programs.get());
                } else {
                    whyNot = "initdb and pg_ctl are neither in PATH nor in /usr/lib/postgresql";
                }
            } catch (IOException | InterruptedException | RuntimeException e) {
                whyNot = "PostgreSQL does not start: " + e.getMessage();
            }
        }
        Assumptions.assumeTrue(
                shared != null,
                () -> "not tested with PostgreSQL: " + whyNot + "; install postgresql to have it");
        return shared;
    }

    /** A place in the database that nothing is in. */
    public StateLocation newSchema() {
        String schema = "test_" + UUID.randomUUID().toString().replace('-', '_');
        return StateLocation.parse(
                "postgresql://127.0.0.1:" + port + "/" + DATABASE + "?schema=" + schema, folder);
    }

    /** Ends it at once, as a crash does: connections break, what was confirmed is kept. */
    public void stop() {
        pgCtl("-m", "immediate", "stop");
    }

    public void start() {
        pgCtl(
                "-o",
                "-p " + port + " -h 127.0.0.1 -k " + folder + " -F -c max_connections=200",
                "-l",
                folder.resolve("server.log").toString(),
                "start");
    }

    /** A plain connection, to look at what is there and to disturb others. */
    public Connection connect() throws SQLException {
        return connect(DATABASE);
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, "");
    }

    private void execute(String database, String sql) {
        try (Connection connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void pgCtl(String... arguments) {
        List<String> command = new ArrayList<>(program("pg_ctl", "-D", data().toString(), "-w"));
        command.addAll(List.of(arguments));
        try {
            run(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> program(String name, String... arguments) {
        List<String> command = new ArrayList<>(asUser);
        command.add(programs.resolve(name).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** The server refuses to run as root. */
    private static List<String> asUser() {
        return USER.equals("root")
                ? List.of(
                        "setpriv",
                        "--reuid=" + serverUser(),
                        "--regid=" + serverGroup(),
                        "--clear-groups")
                : List.of();
    }

    private static String serverUser() {
        return isKnown("postgres") ? "postgres" : "nobody";
    }

    private static String serverGroup() {
        return isKnown("postgres") ? "postgres" : "nogroup";
    }

    private static boolean isKnown(String user) {
        try (Stream<String> users = Files.lines(Path.of("/etc/passwd"))) {
            return users.anyMatch(line -> line.startsWith(user + ":"));
        } catch (IOException e) {
            return false;
        }
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("gorgon-postgres", ".log");
        try {
            // Not a pipe: the server inherits it, and would never let go of it.
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " failed: " + Files.readString(output));
            }
        } finally {
            Files.delete(output);
        }
    }

    private void remove() {
        try {
            if (Files.exists(data().resolve("postmaster.pid"))) {
                stop();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (IOException | RuntimeException e) {
            System.err.println("a PostgreSQL server was left in " + folder + ": " + e.getMessage());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Optional<Path> programs() throws IOException {
        List<Path> folders = new ArrayList<>();
        Path installed = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> versions = Files.list(installed)) {
                versions.sorted(Comparator.reverseOrder())
                        .forEach(version -> folders.add(version.resolve("bin")));
            }
        }
        for (String each : System.getenv("PATH").split(File.pathSeparator)) {
            folders.add(Path.of(each));
        }
        return folders.stream()
                .filter(each -> Files.isExecutable(each.resolve("initdb")))
                .filter(each -> Files.isExecutable(each.resolve("pg_ctl")))
                .findFirst();
    }
}
