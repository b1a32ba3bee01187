package io.gorgon.journal;

import io.gorgon.state.PostgresServer;
import io.gorgon.state.StateLocation;

/** The same on a PostgreSQL server. */
class PostgresRunOwnersTest extends RunOwnersTest {

    private final StateLocation place = PostgresServer.shared().newSchema();

    @Override
    StateLocation place() {
        return place;
    }
}
