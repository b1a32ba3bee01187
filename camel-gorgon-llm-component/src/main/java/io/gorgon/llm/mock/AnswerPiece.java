package io.gorgon.llm.mock;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A piece of an answer.
 *
 * @param text may be empty; never null
 * @param delay how long to wait before it, from when it is asked for; never null
 */
record AnswerPiece(String text, Duration delay) {

    /** The words of a text, each with the white space after it. */
    static List<AnswerPiece> words(String text) {
        return Arrays.stream(text.split("(?<=\\s)(?=\\S)"))
                .map(word -> new AnswerPiece(word, Duration.ZERO))
                .toList();
    }

    static String join(List<AnswerPiece> pieces) {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }
}
