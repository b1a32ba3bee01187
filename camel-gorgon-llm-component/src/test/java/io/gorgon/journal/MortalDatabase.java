package io.gorgon.journal;

import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.state.Dialect;
import io.gorgon.state.Owners;
import io.gorgon.state.StateDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A database that a process has open, which can die: nothing that it wants is written then. */
final class MortalDatabase implements StateDatabase {

    private final StateDatabase database;
    private final Set<String> deadOwners;
    private volatile boolean dead;

    /**
     * @param deadOwners the owners that have died, the same for all openings of a database
     */
    MortalDatabase(StateDatabase database, Set<String> deadOwners) {
        this.database = database;
        this.deadOwners = deadOwners;
    }

    /** Ends the process that has the database open. */
    void die() {
        dead = true;
        deadOwners.add(database.owners().self());
    }

    /** It was only held up: the process goes on. */
    void wakeUp() {
        dead = false;
    }

    private void requireAlive() {
        if (dead) {
            throw new StateUnavailableException("this process has died", null);
        }
    }

    @Override
    public <T> T write(Work<T> work) {
        requireAlive();
        return database.write(work);
    }

    @Override
    public <T> T writeWhenPossible(Work<T> work) {
        requireAlive();
        return database.writeWhenPossible(work);
    }

    @Override
    public void ride(Work<?> work) {
        requireAlive();
        database.ride(work);
    }

    @Override
    public void flush() {
        requireAlive();
        database.flush();
    }

    @Override
    public <T> T read(Work<T> work) {
        requireAlive();
        return database.read(work);
    }

    @Override
    public Dialect dialect() {
        return database.dialect();
    }

    @Override
    public Owners owners() {
        Owners real = database.owners();
        return new Owners() {
            @Override
            public String self() {
                return real.self();
            }

            @Override
            public List<Owner> all() {
                return real.all();
            }

            @Override
            public boolean isDead(String id) {
                return deadOwners.contains(id) || real.isDead(id);
            }

            @Override
            public boolean isGone(String id, Duration lease) {
                return isDead(id);
            }

            @Override
            public void remove(String id) {
                real.remove(id);
            }
        };
    }

    @Override
    public String name() {
        return database.name();
    }

    @Override
    public void close() {
        database.close();
    }
}
