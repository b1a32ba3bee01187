package io.gorgon.cli;

/** Tells a person that a model is being waited for, and takes it back when the answer comes. */
final class Waiting implements AutoCloseable {

    /** Returns to the start of the line and clears it (ECMA-48 EL). */
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Surroundings surroundings;
    private boolean shown;

    private Waiting(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static Waiting begin(Surroundings surroundings) {
        Waiting waiting = new Waiting(surroundings);
        if (surroundings.errCanRewrite()) {
            String text = "waiting for an answer (Ctrl-C cancels) …";
            surroundings.err().print(surroundings.errStyle().dim(text));
            surroundings.err().flush();
            waiting.shown = true;
        }
        return waiting;
    }

    /** The same as {@link #end}, for a call that ends without an answer. */
    @Override
    public void close() {
        end();
    }

    /** Clears the line. Calling it again does nothing. */
    void end() {
        if (shown) {
            surroundings.err().print(CLEAR_LINE);
            surroundings.err().flush();
            shown = false;
        }
    }
}
