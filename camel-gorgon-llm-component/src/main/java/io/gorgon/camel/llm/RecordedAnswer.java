package io.gorgon.camel.llm;

import io.gorgon.llm.CallRecord;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelRequest;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.WholeAnswerStream;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Takes answers from where those of a call are kept, and keeps those that nobody else has kept:
 * where an application has put a route of its own in the place of the one that budgets calls.
 */
final class RecordedAnswer {

    private static final String NOTE =
            "Taken from the journal: it was answered before and is not paid again.";

    private RecordedAnswer() {}

    /**
     * The answer that was recorded before.
     *
     * @param stream whether it is to be a stream
     */
    static Optional<Object> of(ModelRequest request, boolean stream) {
        CallRecord record = request.record();
        if (record == null) {
            return Optional.empty();
        }
        return request instanceof EmbedRequest
                ? record.vectors().map(Object.class::cast)
                : record.answer().map(answer -> told(answer, stream));
    }

    private static Object told(LlmResponse answer, boolean stream) {
        LlmResponse told = answer.withNote(NOTE);
        return stream ? new WholeAnswerStream(told) : told;
    }

    /** Tells the message that its answer was recorded before. */
    static void mark(Exchange exchange) {
        exchange.getMessage().setHeader(GorgonLlmConstants.RECORDED, true);
    }

    /**
     * Makes sure that an answer is kept.
     *
     * @return the answer, or a stream that sees to it at its end
     */
    static Object kept(CallRecord record, Object answer) {
        if (answer instanceof TokenStream stream) {
            return new RecordingTokenStream(stream, record);
        }
        keep(record, answer);
        return answer;
    }

    /** Nothing is booked for a call that passed the budgets by. */
    static void keep(CallRecord record, Object answer) {
        if (record.isEnded()) {
            return;
        }
        record.reserving(0, 0);
        if (answer instanceof EmbedResponse vectors) {
            record.answered(vectors, 0, 0);
        } else {
            record.answered((LlmResponse) answer, 0, 0);
        }
        record.flush();
    }

    /** Ends a try that nothing was booked for, so that nobody waits for its answer. */
    static void failed(CallRecord record, Throwable failure) {
        if (!record.isEnded()) {
            record.failed(failure, 0, 0);
        }
    }
}
