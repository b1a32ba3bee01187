package io.gorgon.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gorgon.llm.error.StateUnavailableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PostgresDatabaseTest extends SharedDatabaseContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresServer server = PostgresServer.shared();
    private final StateLocation place = server.newSchema();

    @Override
    StateLocation place() {
        return place;
    }

    @Override
    void awaitDeath(String owner) {
        await().atMost(PATIENCE).until(() -> database.owners().isDead(owner));
    }

    private void breakAllConnections() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name = 'gorgon'");
        }
    }

    @Test
    void whatIsWrittenWhileTheServerIsAwayIsKeptAndWrittenInOrderWhenItIsBack() {
        database.write(note("before"));
        CompletableFuture<Integer> paid;
        server.stop();
        try {
            database.ride(note("1"));
            database.ride(note("2"));
            assertThatThrownBy(() -> database.flush())
                    .isInstanceOf(StateUnavailableException.class)
                    .hasMessageContaining("check that the server runs");
            paid = CompletableFuture.supplyAsync(() -> database.writeWhenPossible(note("3")));
            assertThatThrownBy(() -> notes(database)).isInstanceOf(StateUnavailableException.class);
            assertThat(paid).isNotDone();
        } finally {
            server.start();
        }

        await().atMost(PATIENCE).until(paid::isDone);
        assertThat(paid.join()).isEqualTo(1);
        assertThat(notes(database)).containsExactly("before", "1", "2", "3");
    }

    @Test
    void aConnectionThatHasBrokenIsMadeAgainWithoutAnybodyNoticing() throws SQLException {
        assertThat(notes(database)).isEmpty();
        breakAllConnections();

        database.write(note("after"));

        assertThat(notes(database)).containsExactly("after");
    }

    @Test
    void aServerThatWasStartedAgainMakesNobodyDead() {
        try (StateDatabase other = StateDatabase.open(place)) {
            server.stop();
            server.start();

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> !database.owners().isDead(other.owners().self()));
            await().during(Duration.ofSeconds(7))
                    .atMost(PATIENCE)
                    .until(() -> !database.owners().isDead(other.owners().self()));
        }
    }

    @Test
    void twoSchemasOfOneServerKnowNothingOfEachOther() {
        database.write(note("here"));

        try (StateDatabase other = StateDatabase.open(server.newSchema())) {
            assertThat(other.owners().all()).hasSize(1);
        }
    }

    @Test
    void userAndPasswordAreThoseOfTheEnvironment() {
        PostgresAddress address = place.server().orElseThrow().withVariables("WHO", "SECRET");
        Map<String, String> right =
                Map.of(
                        "WHO", PostgresServer.CAREFUL_USER,
                        "SECRET", PostgresServer.CAREFUL_PASSWORD);

        try (StateDatabase careful = PostgresDatabase.open(address, right::get)) {
            assertThat(careful.owners().all()).hasSize(2);
        }
    }

    @Test
    void aWrongPasswordIsRefusedWithoutBeingTold() {
        PostgresAddress address = place.server().orElseThrow();
        Map<String, String> wrong =
                Map.of(
                        PostgresAddress.USER_VARIABLE,
                        PostgresServer.CAREFUL_USER,
                        PostgresAddress.PASSWORD_VARIABLE,
                        "battery staple");

        assertThatThrownBy(() -> PostgresDatabase.open(address, wrong::get))
                .isInstanceOf(StateUnavailableException.class)
                .hasMessageContaining("GORGON_STATE_PASSWORD")
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("battery staple"));
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aServerThatNobodyRunsIsToldByItsAddress() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        StateLocation nobody =
                StateLocation.parse("postgresql://127.0.0.1:" + port + "/gorgon", Path.of(""));

        assertThatThrownBy(() -> StateDatabase.open(nobody))
                .isInstanceOf(StateUnavailableException.class)
                .hasMessageContaining("postgresql://127.0.0.1:" + port + "/gorgon");
    }

    /** Accepts connections and never answers, as a server does whose machine is held up. */
    @Test
    void aServerThatDoesNotAnswerIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            StateLocation place =
                    StateLocation.parse(
                            "postgresql://127.0.0.1:" + silent.getLocalPort() + "/gorgon",
                            Path.of(""));

            assertThatThrownBy(() -> StateDatabase.open(place))
                    .isInstanceOf(StateUnavailableException.class);
        }
    }
}
