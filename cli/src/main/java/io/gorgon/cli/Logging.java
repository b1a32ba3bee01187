package io.gorgon.cli;

/** Tells slf4j-simple how much to say. To be called before anything asks for a logger. */
final class Logging {

    private static final String PREFIX = "org.slf4j.simpleLogger.";

    /** Levels by how often {@code -v} was given. */
    private static final String[] LEVELS = {"error", "info", "info"};

    private Logging() {}

    /**
     * @param verbosity 0 for errors only, 1 for progress, 2 and more for details
     */
    static void configure(int verbosity) {
        int level = Math.min(verbosity, LEVELS.length - 1);
        set("defaultLogLevel", LEVELS[level]);
        // What a route says to people: the step log with the logName "say".
        set("log.say", "info");
        set("log.io.gorgon", level == 2 ? "debug" : LEVELS[level]);
        // Its debug output holds whole headers, keys included.
        set("log.org.apache.hc", level == 0 ? "error" : "warn");
        // It adds a stack trace to what the command tells anyway.
        set("log.org.apache.camel.processor.errorhandler", level == 2 ? "error" : "off");
        set("showThreadName", String.valueOf(level == 2));
        set("showDateTime", "true");
        set("dateTimeFormat", "HH:mm:ss.SSS");
        set("showShortLogName", "true");
    }

    /** A value given to the JVM stands above ours. */
    private static void set(String key, String value) {
        if (System.getProperty(PREFIX + key) == null) {
            System.setProperty(PREFIX + key, value);
        }
    }
}
