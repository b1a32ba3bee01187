package io.gorgon.state;

import java.nio.file.Path;

/** Owners of an SQLite file: each keeps a file of its own locked as long as it lives. */
record FileLife(Path stateFile, OwnerFile own) implements OwnerLife {

    @Override
    public String id() {
        return own.id();
    }

    @Override
    public boolean isDead(String id, String jvm) {
        return OwnerFile.isDead(stateFile, id, jvm);
    }

    @Override
    public void forget(String id) {
        OwnerFile.remove(stateFile, id);
    }

    @Override
    public void close() {
        own.close();
    }
}
