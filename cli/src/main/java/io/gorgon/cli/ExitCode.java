package io.gorgon.cli;

/** What the command tells the shell. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAILED = 1;

    /** Wrong use or invalid input: the same command cannot work before the caller changes it. */
    static final int INVALID = 2;

    /** Ended by Ctrl-C: 128 plus the number of SIGINT, as shells report it. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
