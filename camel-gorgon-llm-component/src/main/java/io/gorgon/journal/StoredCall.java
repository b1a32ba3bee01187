package io.gorgon.journal;

import io.gorgon.journal.CallEntry.State;
import io.gorgon.llm.CallRecord;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenUsage;
import java.util.Optional;
import java.util.UUID;

/** One try of a call, whose facts go to the database. */
abstract class StoredCall implements CallRecord {

    private static final int MAX_ERROR_LENGTH = 1000;

    protected final JournalStore store;
    private volatile String id = UUID.randomUUID().toString();
    private volatile boolean ended;
    private CallTable.Start start;

    StoredCall(JournalStore store) {
        this.store = store;
    }

    /** A try of this name begins. */
    abstract CallTable.Start begin(String attemptId);

    /** This try, which begins when it is asked for first. */
    final synchronized CallTable.Start start() {
        if (start == null) {
            start = begin(id);
        }
        return start;
    }

    /** The recorded answer of this call, as it was written. */
    abstract Optional<String> recorded();

    @Override
    public final String attemptId() {
        return id;
    }

    @Override
    public final Optional<LlmResponse> answer() {
        return recorded().map(AnswerCodec::answer);
    }

    @Override
    public final Optional<EmbedResponse> vectors() {
        return recorded().map(AnswerCodec::vectors);
    }

    @Override
    public final synchronized void again() {
        id = UUID.randomUUID().toString();
        start = null;
        ended = false;
    }

    @Override
    public void reserving(long tokens, long microUsd) {
        ended = false;
        CallTable.Start call = start();
        StoredText prompt = StoredText.of(call.request().prompt());
        long now = store.millis();
        store.database()
                .ride(
                        statements -> {
                            CallTable.start(statements, call, prompt, tokens, microUsd, now);
                            return null;
                        });
    }

    @Override
    public final void refused() {
        end(new CallTable.Outcome(State.ABANDONED, 0, 0, 0, 0, "there was no budget for it"));
    }

    @Override
    public final void firstAnswered(LlmResponse response) {
        CallTable.Start call = start();
        StoredText answer = StoredText.of(AnswerCodec.encode(response));
        store.database()
                .writeWhenPossible(
                        statements -> {
                            CallTable.firstAnswer(statements, call, answer);
                            return null;
                        });
    }

    @Override
    public final void answered(LlmResponse response, long tokens, long microUsd) {
        TokenUsage usage = response.usage();
        answered(
                StoredText.of(AnswerCodec.encode(response)),
                new CallTable.Answerer(
                        response.provider(),
                        response.model(),
                        usage.inputTokens(),
                        usage.outputTokens()),
                tokens,
                microUsd);
    }

    @Override
    public final void answered(EmbedResponse response, long tokens, long microUsd) {
        TokenUsage usage = response.usage();
        answered(
                StoredText.of(AnswerCodec.encode(response)),
                new CallTable.Answerer(
                        response.provider(),
                        response.model(),
                        usage.inputTokens(),
                        usage.outputTokens()),
                tokens,
                microUsd);
    }

    private void answered(StoredText answer, CallTable.Answerer by, long tokens, long microUsd) {
        ended = true;
        CallTable.Start call = start();
        long now = store.millis();
        store.database()
                .ride(
                        statements -> {
                            CallTable.answer(statements, call, answer, by, tokens, microUsd, now);
                            return null;
                        });
    }

    @Override
    public final void lost(Throwable failure, long tokens, long microUsd) {
        end(new CallTable.Outcome(State.IN_DOUBT, 0, 0, tokens, microUsd, said(failure)));
    }

    @Override
    public final void failed(Throwable failure, long tokens, long microUsd) {
        end(new CallTable.Outcome(State.FAILED, tokens, microUsd, 0, 0, said(failure)));
    }

    private void end(CallTable.Outcome outcome) {
        ended = true;
        String ending = id;
        long now = store.millis();
        store.database()
                .ride(
                        statements -> {
                            CallTable.end(statements, ending, outcome, now);
                            return null;
                        });
    }

    private static String said(Throwable failure) {
        String message = failure.getMessage();
        String text =
                message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        return text.length() <= MAX_ERROR_LENGTH ? text : text.substring(0, MAX_ERROR_LENGTH);
    }

    @Override
    public final boolean isEnded() {
        return ended;
    }

    @Override
    public final void flush() {
        store.database().flush();
    }
}
