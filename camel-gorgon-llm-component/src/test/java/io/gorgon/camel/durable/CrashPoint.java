package io.gorgon.camel.durable;

import io.gorgon.camel.processor.BudgetReserve;
import io.gorgon.camel.processor.BudgetSettle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;

/** Where a process is to end at once, without a word, as if it had been killed there. */
final class CrashPoint {

    /** Nothing of the call is written down yet. */
    static final String BEFORE_RESERVING = "before-reserving";

    /** It is written down that the call is about to be made. */
    static final String RESERVED = "reserved";

    /** The answer is there; nothing has looked at it, and it is not written down. */
    static final String ANSWERED = "answered";

    /** The answer is being written down; followed by a number of microseconds. */
    static final String RECORDING = "recording";

    /** The answer is written down; nothing has looked at it. */
    static final String RECORDED = "recorded";

    /** Somebody is asked, and the token has not been told to anybody. */
    static final String ASKED = "asked";

    /** A person has answered, and the run has not gone on. */
    static final String DECIDED = "decided";

    private static volatile String point = "";
    private static volatile AtomicInteger passes = new AtomicInteger();
    private static volatile long micros;

    private CrashPoint() {}

    /**
     * @param name one of the words above
     * @param count how often the place is reached until the process ends there, from 1
     * @param delay microseconds, of {@link #RECORDING}
     */
    static void set(String name, int count, long delay) {
        passes = new AtomicInteger(count);
        micros = delay;
        point = name;
    }

    /** Ends the process if this is the place. */
    static void reached(String name) {
        if (isHere(name)) {
            Runtime.getRuntime().halt(137);
        }
    }

    private static boolean isHere(String name) {
        return point.equals(name) && passes.decrementAndGet() == 0;
    }

    /** Puts the places around the budget's steps in the routes of the router. */
    static void install(CamelContext camel) {
        BudgetReserve reserve = new BudgetReserve();
        reserve.setCamelContext(camel);
        BudgetSettle settle = new BudgetSettle();
        bind(
                camel,
                "gorgonBudgetReserve",
                exchange -> {
                    reached(BEFORE_RESERVING);
                    reserve.process(exchange);
                    reached(RESERVED);
                });
        bind(
                camel,
                "gorgonBudgetSettle",
                exchange -> {
                    reached(ANSWERED);
                    if (isHere(RECORDING)) {
                        haltSoon();
                    }
                    settle.process(exchange);
                    reached(RECORDED);
                });
    }

    private static void bind(CamelContext camel, String name, Processor processor) {
        camel.getRegistry().bind(name, processor);
    }

    private static void haltSoon() {
        long until = System.nanoTime() + micros * 1000;
        Thread thread =
                new Thread(
                        () -> {
                            while (System.nanoTime() < until) {
                                LockSupport.parkNanos(1000);
                            }
                            Runtime.getRuntime().halt(137);
                        });
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }
}
