package io.gorgon.journal;

import io.gorgon.llm.LlmResponse;
import java.util.Optional;

/** A try of a call inside a run. */
final class RunCall extends StoredCall {

    private final DatabaseRun run;
    private final String path;
    private final String key;
    private final RequestDigest request;

    RunCall(JournalStore store, DatabaseRun run, String path, String key, RequestDigest request) {
        super(store);
        this.run = run;
        this.path = path;
        this.key = key;
        this.request = request;
    }

    @Override
    CallTable.Start begin(String attemptId) {
        return run.begin(attemptId, path, key, request);
    }

    /** What was recorded, also by a process that had the run before and got its answer late. */
    @Override
    Optional<String> recorded() {
        return run.mayBeRecorded(key)
                ? store.database().read(statements -> CallTable.answerOf(statements, run.id(), key))
                : Optional.empty();
    }

    @Override
    public Optional<LlmResponse> firstAnswer() {
        return run.mayBeRecorded(key)
                ? store.database()
                        .read(statements -> CallTable.firstAnswerOf(statements, run.id(), key))
                        .map(AnswerCodec::answer)
                : Optional.empty();
    }

    @Override
    public void reserving(long tokens, long microUsd) {
        run.requireOwned();
        super.reserving(tokens, microUsd);
    }
}
