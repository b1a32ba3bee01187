package io.gorgon.llm;

import java.util.Objects;

/**
 * A piece of a streamed answer.
 *
 * @param kind whether it is part of the answer or of the reasoning before it
 * @param text the piece; never null, never empty
 */
public record TokenChunk(Kind kind, String text) {

    /** What a piece is part of. */
    public enum Kind {
        CONTENT,
        REASONING
    }

    public TokenChunk {
        Objects.requireNonNull(kind, "kind");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a chunk must not be empty");
        }
    }

    public static TokenChunk content(String text) {
        return new TokenChunk(Kind.CONTENT, text);
    }

    public static TokenChunk reasoning(String text) {
        return new TokenChunk(Kind.REASONING, text);
    }
}
