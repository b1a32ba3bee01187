package io.gorgon.journal;

import io.gorgon.state.StateDatabase;
import java.time.Clock;
import java.time.Instant;

/**
 * What all parts of a journal work with.
 *
 * @param database where it is kept
 * @param settings never null
 * @param clock for what people read, and for when an approval expires
 */
record JournalStore(StateDatabase database, JournalSettings settings, Clock clock) {

    Instant now() {
        return clock.instant();
    }

    long millis() {
        return clock.millis();
    }

    /** This process, as runs have it. */
    String self() {
        return database.owners().self();
    }

    /** An owner as people know it: {@code PID@HOST}. */
    String ownerName(String id) {
        return database.owners().all().stream()
                .filter(each -> each.id().equals(id))
                .map(each -> each.pid() + "@" + each.host())
                .findFirst()
                .orElse("another process");
    }
}
