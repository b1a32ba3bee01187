package io.gorgon.journal;

import io.gorgon.journal.CallEntry.State;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelRequest;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.state.Statements;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A try of a call that belongs to no run, and that a key names. */
final class KeyedCall extends StoredCall {

    private static final long POLL_MS = 100;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final String key;
    private final ModelRequest request;
    private final RequestDigest text;
    private int number = 1;

    /** What a look at the tries of the key has shown. */
    private record Look(String busyOwner, String busyCall, boolean answered) {}

    KeyedCall(JournalStore store, String key, ModelRequest request) {
        super(store);
        this.key = key;
        this.request = request;
        this.text = RequestDigest.of(request);
    }

    /**
     * @throws BadRequestException if the key was used for another request
     */
    void requireSameRequest() {
        store.database()
                .read(statements -> CallTable.known(statements, CallTable.NO_RUN, key))
                .forEach(this::requireSameRequest);
    }

    private void requireSameRequest(CallTable.Known before) {
        if (!before.requestHash().equals(text.hash())) {
            throw new BadRequestException(
                    null,
                    request.model(),
                    0,
                    "the journal key "
                            + key
                            + " was used for another request before; give each request a key of its"
                            + " own, such as the id of the message that it is made for",
                    null);
        }
    }

    /** Tries after the first one of this record follow it. */
    @Override
    CallTable.Start begin(String attemptId) {
        return new CallTable.Start(
                attemptId, CallTable.NO_RUN, 0, null, key, number++, store.self(), 1, text);
    }

    /**
     * The recorded answer. Waits while somebody else is getting it. When there is none, this try
     * has the key from then on, and others wait for it.
     */
    @Override
    Optional<String> recorded() {
        while (true) {
            Look look = store.database().write(this::lookOrClaim);
            if (look.answered()) {
                return store.database()
                        .read(statements -> CallTable.answerOf(statements, CallTable.NO_RUN, key));
            }
            if (look.busyOwner() == null) {
                return Optional.empty();
            }
            if (store.database().owners().isDead(look.busyOwner())) {
                long now = store.millis();
                store.database()
                        .write(
                                statements -> {
                                    LeftCalls.one(
                                            statements, store.database(), look.busyCall(), now);
                                    return null;
                                });
                continue;
            }
            waitALittle(look);
        }
    }

    private Look lookOrClaim(Statements statements) throws SQLException {
        List<CallTable.Known> tries = CallTable.known(statements, CallTable.NO_RUN, key);
        int last = 0;
        for (CallTable.Known each : tries) {
            requireSameRequest(each);
            if (each.state() == State.SUCCEEDED) {
                return new Look(null, null, true);
            }
            if (each.state() == State.STARTED && !each.id().equals(attemptId())) {
                return new Look(each.owner(), each.id(), false);
            }
            last = Math.max(last, each.number());
        }
        number = last + 1;
        CallTable.start(statements, start(), StoredText.of(text.prompt()), 0, 0, store.millis());
        return new Look(null, null, false);
    }

    private void waitALittle(Look look) {
        Instant deadline = request.deadline();
        if (deadline != null && !store.now().isBefore(deadline)) {
            throw new OverloadedException(
                    null,
                    request.model(),
                    0,
                    "the call with the journal key "
                            + key
                            + " is still being answered by process "
                            + store.ownerName(look.busyOwner())
                            + "; ask again later",
                    TRY_AGAIN);
        }
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation.Registration registration =
                request.cancellation().onCancel(cancelled::countDown);
        try {
            if (cancelled.await(POLL_MS, TimeUnit.MILLISECONDS)) {
                throw CancelledException.whileWaiting(null, request.model(), null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CancelledException.whileWaiting(null, request.model(), e);
        } finally {
            registration.close();
        }
    }

    @Override
    public Optional<LlmResponse> firstAnswer() {
        return store.database()
                .read(statements -> CallTable.firstAnswerOf(statements, CallTable.NO_RUN, key))
                .map(AnswerCodec::answer);
    }
}
