package io.gorgon.camel.workflow;

import io.gorgon.state.PostgresServer;

/** The same runs, with their journal on a PostgreSQL server. */
class PostgresResumedRunsTest extends ResumedRunsTest {

    private final String config = DurableRunner.configOf(PostgresServer.shared().newSchema());

    @Override
    String config() {
        return config;
    }
}
