package io.gorgon.mcp;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that do not keep the program from ending. */
final class Daemons {

    private Daemons() {}

    static void start(String name, Runnable work) {
        thread(name, work).start();
    }

    /** One thread for work in order. */
    static ExecutorService single(String name) {
        return Executors.newSingleThreadExecutor(work -> thread(name, work));
    }

    /** As many threads as there is work; idle ones end after a minute. */
    static ExecutorService many(String name) {
        return Executors.newCachedThreadPool(work -> thread(name, work));
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
