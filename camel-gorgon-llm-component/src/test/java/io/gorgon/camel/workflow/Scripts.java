package io.gorgon.camel.workflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What scripted steps often do. */
final class Scripts {

    private Scripts() {}

    /** Fails with "boom" so many times, then answers "ok" with 7 tokens. */
    static ScriptedStep.Script fails(int times) {
        return fails(times, answers("ok", 7));
    }

    /** Fails with "boom" so many times, then does something else. */
    static ScriptedStep.Script fails(int times, ScriptedStep.Script then) {
        AtomicInteger left = new AtomicInteger(times);
        return call -> {
            if (left.getAndDecrement() > 0) {
                throw new IllegalStateException("boom");
            }
            return then.answer(call);
        };
    }

    /** Fails with "boom" every time. */
    static ScriptedStep.Script alwaysFails() {
        return throwing(new IllegalStateException("boom"));
    }

    static ScriptedStep.Script throwing(Exception error) {
        return call -> {
            throw error;
        };
    }

    /** Answers with a map; a null value is allowed. */
    static ScriptedStep.Script answers(Map<String, Object> answer) {
        return call -> new LinkedHashMap<>(answer);
    }

    static ScriptedStep.Script answers(String response, int tokens) {
        return answers(Map.of("response", response, "tokens_used", tokens));
    }

    /** Does not come back until its thread is interrupted. */
    static ScriptedStep.Script hangs() {
        return hangs(new CountDownLatch(1));
    }

    /**
     * Does not come back until its thread is interrupted.
     *
     * @param begun is counted down when it has begun
     */
    static ScriptedStep.Script hangs(CountDownLatch begun) {
        return call -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return null;
        };
    }
}
