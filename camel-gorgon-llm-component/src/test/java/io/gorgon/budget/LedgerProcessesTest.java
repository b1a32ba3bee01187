package io.gorgon.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.state.StateLocation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one database, some of them killed in the middle of their calls. */
class LedgerProcessesTest {

    static final BudgetLimits LIMITS =
            new BudgetLimits(
                    Map.of(
                            ScopeKind.RUN, Limit.ofTokens(60_000),
                            ScopeKind.AGENT, Limit.ofTokens(25_000),
                            ScopeKind.DAY, Limit.ofMicroUsd(1_000_000)),
                    80,
                    ZoneOffset.UTC);

    @TempDir private Path folder;
    private final List<Child> children = new ArrayList<>();

    StateLocation place() {
        return StateLocation.of(folder.resolve("state.db"));
    }

    @AfterEach
    void endChildren() {
        children.forEach(child -> child.process.destroyForcibly());
    }

    /** A process under load, and what it told of it. */
    private static final class Child {
        final Process process;
        final Thread reader;
        final AtomicLong settledTokens = new AtomicLong();
        final CountDownLatch underLoad = new CountDownLatch(20);

        Child(StateLocation place, int number) throws IOException {
            process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xshare:auto",
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    LedgerLoadProcess.class.getName(),
                                    place.toString(),
                                    String.valueOf(number))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            reader = new Thread(this::read);
            reader.start();
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                String line;
                while ((line = lines.readLine()) != null) {
                    if (line.startsWith("settled ")) {
                        settledTokens.addAndGet(Long.parseLong(line.substring(8)));
                        underLoad.countDown();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                while (underLoad.getCount() > 0) {
                    underLoad.countDown();
                }
            }
        }
    }

    private Child start() throws IOException {
        Child child = new Child(place(), children.size());
        children.add(child);
        return child;
    }

    @Test
    void killedProcessesLeaveNoPhantomsAndLoseNoSpend() throws Exception {
        for (int i = 0; i < 3; i++) {
            start();
        }
        try (BudgetLedger witness = DatabaseLedger.open(place(), LIMITS, Clock.systemUTC())) {
            for (Child child : children.subList(0, 2)) {
                child.underLoad.await();
                child.process.destroyForcibly().waitFor();
                assertThat(witness.scopes()).allSatisfy(LedgerInvariantTest::withinLimit);
            }
            children.get(2).process.waitFor();
            for (Child child : children) {
                child.reader.join();
            }

            List<ScopeState> scopes = scopesWithoutTheDead(witness);
            assertThat(scopes).allSatisfy(LedgerInvariantTest::withinLimit);
            assertThat(scopes).allMatch(state -> state.reservedTokens() == 0);
            ScopeState run = LedgerContract.state(witness, ScopeKind.RUN);
            long reported = children.stream().mapToLong(c -> c.settledTokens.get()).sum();
            // A settlement that the kill kept from being told may be there besides those told of.
            long untold = 2 * 8 * 100L;
            assertThat(run.spentTokens()).isBetween(reported, reported + untold);
            assertThat(run.inDoubtTokens()).isLessThanOrEqualTo(untold);
            assertThat(scopes)
                    .filteredOn(state -> state.scope().kind() == ScopeKind.PROCESS)
                    .isEmpty();
        }
        if (place().file().isPresent()) {
            try (var locks = Files.list(folder.resolve("state.db.owners"))) {
                assertThat(locks).isEmpty();
            }
        }
    }

    /** What is there when it has been seen that the killed processes are dead. */
    List<ScopeState> scopesWithoutTheDead(BudgetLedger witness) {
        return witness.scopes();
    }

    @Test
    void whatAKilledProcessHadReservedIsInDoubt() throws Exception {
        Child child = start();
        child.underLoad.await();
        child.process.destroyForcibly().waitFor();
        child.reader.join();
        try (BudgetLedger next = DatabaseLedger.open(place(), LIMITS, Clock.systemUTC())) {
            ScopeState run =
                    scopesWithoutTheDead(next).stream()
                            .filter(state -> state.scope().kind() == ScopeKind.RUN)
                            .findFirst()
                            .orElseThrow();

            assertThat(run.reservedTokens()).isZero();
            assertThat(run.spentTokens()).isGreaterThanOrEqualTo(child.settledTokens.get());
        }
    }
}
