package io.gorgon.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryDatabaseTest extends StateDatabaseContract {

    @Override
    StateLocation place() {
        return StateLocation.memory();
    }

    @Test
    void twoMemoriesKnowNothingOfEachOther() {
        database.write(note("here"));

        try (StateDatabase other = StateDatabase.open(place())) {
            assertThat(other.owners().all()).hasSize(1);
            assertThat(other.owners().isDead(database.owners().self())).isTrue();
        }
    }
}
