package io.gorgon.llm.mock;

import io.gorgon.llm.FinishReason;
import java.time.Duration;
import java.util.List;

/**
 * How one request is to be answered.
 *
 * @param pieces the text; null for the default answer
 * @param whole whether stop sequences and the maximum of tokens leave the text alone
 * @param delay before the first piece or the error; never null
 * @param inputTokens the count to report; null to estimate
 * @param outputTokens the count to report; null to estimate
 * @param finishReason null for the one that follows from the text
 * @param error what happens after the pieces; null when all goes well
 */
record ScriptedAnswer(
        List<AnswerPiece> pieces,
        boolean whole,
        Duration delay,
        Long inputTokens,
        Long outputTokens,
        FinishReason finishReason,
        ScriptedError error) {

    /** What is answered where no script says otherwise. */
    static final ScriptedAnswer DEFAULT =
            new ScriptedAnswer(null, false, Duration.ZERO, null, null, null, null);

    ScriptedAnswer withPieces(List<AnswerPiece> text, boolean isWhole) {
        return new ScriptedAnswer(
                text, isWhole, delay, inputTokens, outputTokens, finishReason, error);
    }

    ScriptedAnswer withFinishReason(FinishReason reason) {
        return new ScriptedAnswer(pieces, whole, delay, inputTokens, outputTokens, reason, error);
    }

    ScriptedAnswer withoutError() {
        return new ScriptedAnswer(
                pieces, whole, delay, inputTokens, outputTokens, finishReason, null);
    }
}
