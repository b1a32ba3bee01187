package io.gorgon.llm;

import java.util.Optional;

/**
 * Where the answers of one call are kept, so that the same call is not paid for a second time. The
 * facts that it is told ride: they are on the disk when the budget's next booking of the same
 * thread is, or {@link #flush} has come back.
 *
 * <p>The order is: {@link #answer} or {@link #vectors}; when there is none, {@link #reserving} and
 * then the reservation of the budget, which has the id {@link #attemptId}; one of {@link
 * #answered}, {@link #lost} and {@link #failed}, and then the settlement of the budget. When the
 * call is made once more after its answer was lost, by this or another provider: {@link #again},
 * and the same from {@link #reserving} on.
 *
 * <p>Whoever has asked for the answer and got none ends the try in any case, as others may wait for
 * it: also when nothing was reserved, because the call failed before.
 *
 * <p>Told by one thread at a time, but not always by the same one.
 */
public interface CallRecord {

    /**
     * Names this try of the call; the reservation of its budget has the same id. Stays the same
     * until {@link #again}.
     */
    String attemptId();

    /** The answer that was recorded; empty when the call has to be made. */
    Optional<LlmResponse> answer();

    /** The vectors that were recorded; empty when the call has to be made. */
    Optional<EmbedResponse> vectors();

    /**
     * An answer that was paid for, did not match the response schema and can be repaired; empty
     * when there is none. It is never booked again.
     */
    Optional<LlmResponse> firstAnswer();

    /**
     * The call is about to be made. Told again, in the place of what was told before, when the
     * budget had refused it and lets a smaller or a local call be made instead: the try is not
     * ended any more then.
     *
     * @param tokens what it may use at most
     * @param microUsd millionths of a US dollar that it may cost at most
     */
    void reserving(long tokens, long microUsd);

    /** There is no budget for the call, or it could not be booked: it is not made. */
    void refused();

    /** A paid answer, before anything looks at it; comes back when it is on the disk. */
    void firstAnswered(LlmResponse response);

    /**
     * The answer.
     *
     * @param tokens what is booked, with failed tries of other providers before
     * @param microUsd millionths of a US dollar that are booked
     */
    void answered(LlmResponse response, long tokens, long microUsd);

    /** The same for vectors. */
    void answered(EmbedResponse response, long tokens, long microUsd);

    /**
     * The call failed and may have been paid for.
     *
     * @param failure never null
     * @param tokens what is booked in doubt: what it used at most
     * @param microUsd millionths of a US dollar that are booked in doubt
     */
    void lost(Throwable failure, long tokens, long microUsd);

    /**
     * The call failed, and what is booked for it is known.
     *
     * @param failure never null
     * @param tokens zero when nothing was sent
     * @param microUsd millionths of a US dollar; zero when nothing was sent
     */
    void failed(Throwable failure, long tokens, long microUsd);

    /**
     * The answer of the try before was lost, and the call is made once more: {@link #attemptId} is
     * a new one from now on, and the new try is not ended.
     */
    void again();

    /**
     * Whether this try has come to its end: {@link #answered}, {@link #lost}, {@link #failed} or
     * {@link #refused} was called last.
     */
    boolean isEnded();

    /** Comes back when all that was told is on the disk. */
    void flush();
}
