package io.gorgon.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.error.StateUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends LedgerContract {

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("new/state.db");
    }

    @Override
    BudgetLedger open(BudgetLimits limits, Duration lease) {
        return SqliteLedger.open(file(), limits, clock, lease);
    }

    @Test
    void whatIsSpentIsThereAfterReopening() {
        try (BudgetLedger first = open(agentLimit(1000), Duration.ofMinutes(1))) {
            first.settle(
                    first.reserve(ReservationRequest.of("r", "planner", 300, 9)), 250, 8, false);
        }

        BudgetLedger second = ledger(agentLimit(1000));

        assertThat(state(second, ScopeKind.AGENT).spentTokens()).isEqualTo(250);
        assertThat(state(second, ScopeKind.DAY).spentMicroUsd()).isEqualTo(8);
    }

    @Test
    void whatIsReservedWhenItClosesIsInDoubt() {
        try (BudgetLedger first = open(agentLimit(1000), Duration.ofMinutes(1))) {
            first.reserve(ReservationRequest.of("r", "planner", 300, 9));
        }

        ScopeState state = state(ledger(agentLimit(1000)), ScopeKind.AGENT);

        assertThat(state.reservedTokens()).isZero();
        assertThat(state.inDoubtTokens()).isEqualTo(300);
    }

    @Test
    void twoLedgersOnOneFileShareTheLimit() {
        BudgetLedger one = ledger(agentLimit(1000));
        try (BudgetLedger other = open(agentLimit(1000), Duration.ofMinutes(1))) {
            one.reserve(ReservationRequest.of(null, "planner", 600, 0));

            assertThatThrownBy(() -> other.reserve(ReservationRequest.of(null, "planner", 500, 0)))
                    .hasMessageContaining("reserved by running calls 600 tokens");
        }
    }

    @Test
    void closingOneOfTwoLedgersOfAProcessLeavesTheOtherAlive() {
        BudgetLedger one = ledger(agentLimit(1000));
        one.reserve(ReservationRequest.of(null, "planner", 600, 0));
        open(agentLimit(1000), Duration.ofMinutes(1)).close();

        assertThat(state(one, ScopeKind.AGENT).reservedTokens()).isEqualTo(600);
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
    void runsThatAreLongOverAreForgotten() {
        try (BudgetLedger first = open(agentLimit(1000), Duration.ofMinutes(1))) {
            first.settle(first.reserve(ReservationRequest.of("old", "planner", 3, 0)), 3, 0, false);
        }
        clock.advance(Duration.ofDays(91));

        assertThat(ledger(agentLimit(1000)).scopes())
                .extracting(state -> state.scope().kind())
                .containsExactly(ScopeKind.DAY, ScopeKind.AGENT);
    }

    @Test
    void whatIsLearnedOfModelsIsThereAfterReopening() {
        try (SqliteLedger first = (SqliteLedger) open(agentLimit(1000), Duration.ofMinutes(1))) {
            first.ratios().keep("openai/gpt", 1.25);
        }

        SqliteLedger second = (SqliteLedger) ledger(agentLimit(1000));

        assertThat(second.ratios().find("openai/gpt")).hasValue(1.25);
        assertThat(second.ratios().find("other")).isEmpty();
    }

    @Test
    void aClosedLedgerSaysSo() {
        BudgetLedger closed = open(agentLimit(1000), Duration.ofMinutes(1));
        closed.close();

        assertThatThrownBy(() -> closed.reserve(ReservationRequest.of(null, "a", 1, 0)))
                .isInstanceOf(StateUnavailableException.class)
                .hasMessageContaining("has been closed");
    }
}
