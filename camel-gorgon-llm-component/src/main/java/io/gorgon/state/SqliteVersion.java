package io.gorgon.state;

/** Knows which versions of SQLite are safe for a file that several processes write to. */
final class SqliteVersion {

    /** Versions from 3.7.0 on had a defect with the write-ahead log, repaired by this one. */
    static final String FIRST_SAFE = "3.51.3";

    private SqliteVersion() {}

    static boolean mayDamageFiles(String version) {
        return number(version) < number(FIRST_SAFE);
    }

    private static long number(String version) {
        long number = 0;
        String[] parts = version.split("\\.");
        for (int i = 0; i < 3; i++) {
            number = number * 1000 + (i < parts.length ? Long.parseLong(parts[i]) : 0);
        }
        return number;
    }
}
