package io.gorgon.camel.workflow;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how many steps are under way at a time, and lets none go before enough have come. */
final class Crowd {

    private static final long ENOUGH_SECONDS = 30;

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch missing;

    /**
     * @param wanted how many have to be there at the same time before the first one may go
     */
    Crowd(int wanted) {
        missing = new CountDownLatch(wanted);
    }

    /** The largest number that was there at the same time. */
    int most() {
        return most.get();
    }

    /** A step that joins the crowd and answers with its path. */
    ScriptedStep.Script joins() {
        return call -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                missing.countDown();
                if (!missing.await(ENOUGH_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalArgumentException("it is alone");
                }
                return Map.of("response", call.path());
            } finally {
                inside.decrementAndGet();
            }
        };
    }
}
