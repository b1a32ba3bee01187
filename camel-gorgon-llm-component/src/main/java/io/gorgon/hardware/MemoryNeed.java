package io.gorgon.hardware;

/**
 * What a model takes of memory, in bytes.
 *
 * @param weights its parameters
 * @param cache keys and values of its context, of all parallel calls together
 * @param overhead buffers and the frame around them
 * @param source what it is computed from; never null
 */
record MemoryNeed(long weights, long cache, long overhead, Source source) {

    /** What a need is computed from. */
    enum Source {
        /** The server said how much it took when it was in memory. */
        MEASURED,
        /** The size of its files. */
        FILES,
        /** The number of its parameters, as the server tells it, and their quantization. */
        PARAMETERS,
        /** The rule of 1.2 GB for a billion parameters, by the model's name: little is certain. */
        RULE
    }

    long total() {
        return weights + cache + overhead;
    }

    /** Whether it rests on something that the server said. */
    boolean certain() {
        return source != Source.RULE;
    }

    /** For people: the sum and its parts. */
    String text(int contextTokens) {
        return switch (source) {
            case MEASURED -> Bytes.text(total()) + " (measured)";
            case RULE ->
                    "about "
                            + Bytes.text(total())
                            + " (1.2 GB for a billion parameters, as its name tells no more)";
            default ->
                    Bytes.text(total())
                            + " ("
                            + Bytes.text(weights)
                            + " weights, "
                            + Bytes.text(cache)
                            + " for a context of "
                            + contextTokens
                            + " tokens, "
                            + Bytes.text(overhead)
                            + " overhead)";
        };
    }
}
