package io.gorgon.journal;

import io.gorgon.state.StateDatabase;
import io.gorgon.state.StateLocation;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalContract {

    @TempDir private Path folder;

    @Override
    StateDatabase open() {
        return StateDatabase.open(StateLocation.of(folder.resolve("state.db")));
    }
}
