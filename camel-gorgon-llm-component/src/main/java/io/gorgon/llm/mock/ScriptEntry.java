package io.gorgon.llm.mock;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One entry of a script, which counts how often it was used. Thread-safe. */
final class ScriptEntry {

    private final ScriptMatch match;
    private final ScriptedAnswer answer;
    private final Long failTimes;
    private final Long times;
    private final AtomicLong uses = new AtomicLong();

    /**
     * @param failTimes how many uses get the error; null for all
     * @param times how many uses there are; null for any number
     */
    ScriptEntry(ScriptMatch match, ScriptedAnswer answer, Long failTimes, Long times) {
        this.match = match;
        this.answer = answer;
        this.failTimes = failTimes;
        this.times = times;
    }

    /** The answer to a question; empty when it is for others, or used up. */
    Optional<ScriptedAnswer> use(MockQuestion question) {
        if (!match.matches(question)) {
            return Optional.empty();
        }
        long before =
                uses.getAndUpdate(count -> times != null && count >= times ? count : count + 1);
        if (times != null && before >= times) {
            return Optional.empty();
        }
        return Optional.of(answerOfUse(before + 1));
    }

    private ScriptedAnswer answerOfUse(long use) {
        if (answer.error() == null || (failTimes != null && use > failTimes)) {
            return answer.withoutError();
        }
        boolean textIsForLater = failTimes != null && !answer.error().breaksOff();
        return answer.pieces() == null || textIsForLater
                ? answer.withPieces(List.of(), true)
                : answer;
    }
}
