package io.gorgon.llm.mock;

import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.spi.TokenEstimate;
import java.util.ArrayList;
import java.util.List;

/** Ends an answer where a model would: at a stop sequence and at the maximum of tokens. */
final class AnswerLimits {

    private AnswerLimits() {}

    static ScriptedAnswer apply(ScriptedAnswer answer, LlmRequest request) {
        if (answer.whole()) {
            return answer;
        }
        String text = AnswerPiece.join(answer.pieces());
        int end = text.length();
        for (String stop : request.stopSequences()) {
            int found = text.indexOf(stop);
            end = found >= 0 ? Math.min(end, found) : end;
        }
        FinishReason reason = FinishReason.STOP;
        // A script that counts the tokens itself says how long its text is.
        if (answer.outputTokens() == null) {
            int most = longest(text.substring(0, end), request.maxTokens());
            reason = most < end ? FinishReason.LENGTH : reason;
            end = most;
        }
        return answer.withPieces(cut(answer.pieces(), end), false)
                .withFinishReason(answer.finishReason() == null ? reason : answer.finishReason());
    }

    /** The length of the longest start of the text with at most so many tokens. */
    private static int longest(String text, int tokens) {
        int fits = 0;
        int tooLong = text.length() + 1;
        while (tooLong - fits > 1) {
            int middle = (fits + tooLong) >>> 1;
            if (TokenEstimate.of(text.substring(0, middle)) <= tokens) {
                fits = middle;
            } else {
                tooLong = middle;
            }
        }
        boolean splitsCharacter =
                fits > 0
                        && fits < text.length()
                        && Character.isHighSurrogate(text.charAt(fits - 1));
        return splitsCharacter ? fits - 1 : fits;
    }

    private static List<AnswerPiece> cut(List<AnswerPiece> pieces, int length) {
        List<AnswerPiece> kept = new ArrayList<>();
        int left = length;
        for (AnswerPiece piece : pieces) {
            if (left <= 0) {
                break;
            }
            String text = piece.text().substring(0, Math.min(left, piece.text().length()));
            kept.add(new AnswerPiece(text, piece.delay()));
            left -= text.length();
        }
        return kept;
    }
}
