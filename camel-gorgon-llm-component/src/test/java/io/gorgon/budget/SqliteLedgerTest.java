package io.gorgon.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.state.StateLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends DurableLedgerContract {

    /** A file as the first version left it when its process was killed in a call. */
    private static final List<String> FIRST_VERSION =
            List.of(
                    "CREATE TABLE schema_version (component TEXT NOT NULL PRIMARY KEY,"
                            + " version INTEGER NOT NULL) STRICT, WITHOUT ROWID",
                    "CREATE TABLE ledger (scope TEXT NOT NULL, key TEXT NOT NULL,"
                            + " spent_tokens INTEGER NOT NULL, reserved_tokens INTEGER NOT NULL,"
                            + " in_doubt_tokens INTEGER NOT NULL, estimated_tokens INTEGER NOT NULL,"
                            + " spent_micro_usd INTEGER NOT NULL,"
                            + " reserved_micro_usd INTEGER NOT NULL,"
                            + " in_doubt_micro_usd INTEGER NOT NULL, touched INTEGER NOT NULL,"
                            + " PRIMARY KEY (scope, key)) STRICT, WITHOUT ROWID",
                    "CREATE TABLE reservation (id TEXT NOT NULL PRIMARY KEY,"
                            + " owner TEXT NOT NULL, run TEXT, agent TEXT, day TEXT NOT NULL,"
                            + " process TEXT NOT NULL, tokens INTEGER NOT NULL,"
                            + " micro_usd INTEGER NOT NULL, expires INTEGER NOT NULL,"
                            + " in_doubt INTEGER NOT NULL) STRICT, WITHOUT ROWID",
                    "CREATE TABLE owner (id TEXT NOT NULL PRIMARY KEY, jvm TEXT NOT NULL,"
                            + " process TEXT NOT NULL, since INTEGER NOT NULL) STRICT, WITHOUT ROWID",
                    "CREATE TABLE token_ratio (model TEXT NOT NULL PRIMARY KEY,"
                            + " ratio REAL NOT NULL) STRICT, WITHOUT ROWID",
                    "INSERT INTO schema_version VALUES ('ledger', 1)",
                    "INSERT INTO owner VALUES ('o', 'j', '1@then', 0)",
                    "INSERT INTO token_ratio VALUES ('openai/gpt', 1.5)",
                    "INSERT INTO ledger VALUES ('day', '2026-11-22', 7, 300, 0, 0, 1, 90, 0, 0)",
                    "INSERT INTO ledger VALUES ('process', '1@then', 7, 300, 0, 0, 1, 90, 0, 0)",
                    "INSERT INTO reservation VALUES ('r', 'o', NULL, NULL, '2026-11-22',"
                            + " '1@then', 300, 90, 9000000000000, 0)");

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("new/state.db");
    }

    @Override
    StateLocation place() {
        return StateLocation.of(file());
    }

    @Test
    void theFileIsForItsOwnerOnly() throws IOException {
        ledger(agentLimit(1000));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void theLocksOfClosedLedgersAreRemoved() throws IOException {
        open(agentLimit(1000), Duration.ofMinutes(1)).close();

        assertThat(Files.list(file().resolveSibling("state.db.owners"))).isEmpty();
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedByName() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "this is a text, and no database at all: ".repeat(50));

        assertThatThrownBy(() -> open(agentLimit(1), Duration.ofMinutes(1)))
                .isInstanceOf(StateUnavailableException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("state.url");
    }

    @Test
    void aFolderThatCannotBeMadeIsRefusedWithAnAdvice() throws IOException {
        Files.writeString(folder.resolve("new"), "a file where the folder should be");

        assertThatThrownBy(() -> open(agentLimit(1), Duration.ofMinutes(1)))
                .isInstanceOf(StateUnavailableException.class)
                .hasMessageContaining("set state.url in gorgon.yaml");
    }

    @Test
    void aFileOfALaterVersionIsRefused() throws SQLException {
        open(agentLimit(1000), Duration.ofMinutes(1)).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE schema_version SET version = 99");
        }

        assertThatThrownBy(() -> open(agentLimit(1), Duration.ofMinutes(1)))
                .isInstanceOf(StateUnavailableException.class)
                .hasMessageContaining("later version of Gorgon");
    }

    @Test
    void aFileOfTheFirstVersionIsReadAndWhatItsOwnersHadReservedIsInDoubt()
            throws SQLException, IOException {
        Files.createDirectories(file().getParent());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            for (String sql : FIRST_VERSION) {
                statement.execute(sql);
            }
        }

        DatabaseLedger ledger = (DatabaseLedger) ledger(agentLimit(1000));

        ScopeState day = state(ledger, ScopeKind.DAY);
        assertThat(day.spentTokens()).isEqualTo(7);
        assertThat(day.reservedTokens()).isZero();
        assertThat(day.inDoubtTokens()).isEqualTo(300);
        assertThat(day.inDoubtMicroUsd()).isEqualTo(90);
        assertThat(ledger.ratios().find("openai/gpt")).hasValue(1.5);
        ledger.settle(ledger.reserve(ReservationRequest.of("r", "planner", 10, 1)), 9, 1, false);
        assertThat(state(ledger, ScopeKind.AGENT).spentTokens()).isEqualTo(9);
    }
}
