package io.gorgon.state;

import java.util.UUID;

/** Shows that this process has a database open, and sees it of others. Thread-safe. */
interface OwnerLife extends AutoCloseable {

    /** Names this opening of the database; no two are alike. */
    String id();

    /**
     * Whether an owner that has written itself down has ended for certain.
     *
     * @param jvm the owner's JVM, as {@link OwnerFile#jvm()} names it
     */
    boolean isDead(String id, String jvm);

    /** Removes what a dead owner left outside the database. */
    void forget(String id);

    @Override
    void close();

    /** In memory, where nobody else is. */
    static OwnerLife alone() {
        String id = UUID.randomUUID().toString();
        return new OwnerLife() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public boolean isDead(String other, String jvm) {
                return false;
            }

            @Override
            public void forget(String other) {
                // nothing is left outside
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }
}
