package io.gorgon.journal;

import io.gorgon.config.Budgets;
import io.gorgon.config.GorgonConfig;
import io.gorgon.config.StateSettings;
import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.state.StateDatabase;
import io.gorgon.state.StateLocation;
import java.time.Clock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The budgets and the journal of an installation, which share one database. Thread-safe. */
public final class DurableState implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DurableState.class);

    private final Budgets budgets;
    private final Supplier<StateDatabase> opener;
    private final boolean inMemory;
    private final JournalSettings settings;
    private final Clock clock;
    private StateDatabase database;
    private Journal journal;

    private DurableState(
            Budgets budgets,
            Supplier<StateDatabase> opener,
            boolean inMemory,
            JournalSettings settings,
            Clock clock) {
        this.budgets = budgets;
        this.opener = opener;
        this.inMemory = inMemory;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Opens what {@code state.url} says. Where it says nothing, there is no limit, and the other
     * place cannot be used, state is kept in memory.
     *
     * @param otherwise where state is kept when the configuration does not say it
     * @throws StateUnavailableException if the database cannot be used
     */
    public static DurableState open(GorgonConfig config, StateLocation otherwise, Clock clock) {
        StateLocation place = config.state().location().orElse(otherwise);
        if (place.equals(StateLocation.memory())) {
            return inMemory(config, clock);
        }
        try {
            return in(config, StateDatabase.open(place), clock);
        } catch (StateUnavailableException e) {
            if (config.state().location().isPresent()
                    || !config.budget().limits().byKind().isEmpty()) {
                throw e;
            }
            // Nobody asked for a file, and there is no limit to keep.
            LOG.warn("{}; runs and what is used are not kept", e.getMessage());
            return inMemory(config, clock);
        }
    }

    private static DurableState in(GorgonConfig config, StateDatabase database, Clock clock) {
        try {
            Budgets budgets = Budgets.open(config, database, clock);
            DurableState state =
                    new DurableState(budgets, () -> database, false, settings(config), clock);
            state.database = database;
            return state;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Budgets that end with the process count faster without a database. */
    private static DurableState inMemory(GorgonConfig config, Clock clock) {
        return new DurableState(
                Budgets.open(config, StateLocation.memory(), clock),
                () -> StateDatabase.open(StateLocation.memory()),
                true,
                settings(config),
                clock);
    }

    private static JournalSettings settings(GorgonConfig config) {
        StateSettings state = config.state();
        return new JournalSettings(state.lease(), state.storePrompts(), state.redact());
    }

    /** Where the journal is kept. */
    public synchronized StateDatabase database() {
        if (database == null) {
            database = opener.get();
        }
        return database;
    }

    public Budgets budgets() {
        return budgets;
    }

    /** The journal; opened when it is asked for first. */
    public synchronized Journal journal() {
        if (journal == null) {
            journal =
                    inMemory
                            ? DatabaseJournal.inMemory(database(), settings, clock)
                            : Journal.open(database(), settings, clock);
        }
        return journal;
    }

    @Override
    public synchronized void close() {
        if (journal != null) {
            journal.close();
        }
        budgets.close();
        if (database != null) {
            database.close();
        }
    }
}
