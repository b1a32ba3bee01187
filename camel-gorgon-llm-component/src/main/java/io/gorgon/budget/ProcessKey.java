package io.gorgon.budget;

import java.time.Instant;

/** Names the process in its scope. */
final class ProcessKey {

    private ProcessKey() {}

    /** Number and start of this process: numbers are given again, the pair is not. */
    static String current() {
        ProcessHandle self = ProcessHandle.current();
        Instant start = self.info().startInstant().orElse(Holder.FIRST_USE);
        return self.pid() + "@" + start;
    }

    private static final class Holder {
        static final Instant FIRST_USE = Instant.now();
    }
}
