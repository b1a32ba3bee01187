package io.gorgon.cli;

import io.gorgon.config.Budgets;
import io.gorgon.config.GorgonConfig;
import io.gorgon.journal.Journal;
import io.gorgon.journal.JournalSettings;
import io.gorgon.journal.RunRecord;
import io.gorgon.journal.RunUnavailableException;
import io.gorgon.state.StateDatabase;
import io.gorgon.state.StateLocation;
import java.time.Clock;

/** The journal for a command that only looks at it: no Camel is started, and nothing is run. */
final class OpenJournal implements AutoCloseable {

    private final StateDatabase database;
    private final Budgets budgets;
    private final Journal journal;
    private final RunReader reader;

    private OpenJournal(
            StateDatabase database, Budgets budgets, Journal journal, RunReader reader) {
        this.database = database;
        this.budgets = budgets;
        this.journal = journal;
        this.reader = reader;
    }

    /**
     * @throws io.gorgon.llm.error.StateUnavailableException if the database cannot be used
     */
    static OpenJournal open(GorgonCommand gorgon) {
        GorgonConfig config = ConfigFile.load(gorgon.configFile(), gorgon.overrides());
        StateLocation otherwise = DefaultState.of(gorgon.surroundings());
        Clock clock = Clock.systemDefaultZone();
        StateDatabase database = StateDatabase.open(config.state().location().orElse(otherwise));
        try {
            Budgets budgets = Budgets.open(config, database, clock);
            Journal journal = Journal.open(database, JournalSettings.defaults(), clock);
            RunReader reader =
                    new RunReader(journal, budgets.calls().ledger(), clock, gorgon::hint);
            return new OpenJournal(database, budgets, journal, reader);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    Journal journal() {
        return journal;
    }

    StateDatabase database() {
        return database;
    }

    RunReader reader() {
        return reader;
    }

    /**
     * The run that a person means.
     *
     * @param id the whole id, or a unique start of it
     * @throws InvalidInputException if there is none, or there are several
     */
    RunRecord find(String id) {
        try {
            return journal()
                    .run(id.strip())
                    .orElseThrow(
                            () ->
                                    new InvalidInputException(
                                            "there is no run '"
                                                    + Untrusted.line(id)
                                                    + "'; 'gorgon runs' lists those that there are"));
        } catch (RunUnavailableException e) {
            throw new InvalidInputException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        journal.close();
        budgets.close();
        database.close();
    }
}
