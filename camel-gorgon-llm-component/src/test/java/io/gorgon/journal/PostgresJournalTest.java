package io.gorgon.journal;

import io.gorgon.state.PostgresServer;
import io.gorgon.state.StateDatabase;
import io.gorgon.state.StateLocation;

class PostgresJournalTest extends JournalContract {

    private final StateLocation place = PostgresServer.shared().newSchema();

    @Override
    StateDatabase open() {
        return StateDatabase.open(place);
    }
}
