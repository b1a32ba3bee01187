package io.gorgon.llm;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told in memory, and in which order. */
public final class LoggedCallRecord implements CallRecord {

    private final List<String> log;
    private int number = 1;
    private boolean ended;
    private LlmResponse answer;
    private EmbedResponse vectors;
    private LlmResponse firstAnswer;
    private Runnable onFirstAnswer = () -> {};

    public LoggedCallRecord() {
        this(new CopyOnWriteArrayList<>());
    }

    /** One that tells the same log as others do. */
    public LoggedCallRecord(List<String> log) {
        this.log = log;
    }

    public List<String> log() {
        return log;
    }

    public LoggedCallRecord withAnswer(LlmResponse response) {
        answer = response;
        return this;
    }

    public LoggedCallRecord withFirstAnswer(LlmResponse response) {
        firstAnswer = response;
        return this;
    }

    /** What happens when it is told a first answer. */
    public LoggedCallRecord onFirstAnswer(Runnable action) {
        onFirstAnswer = action;
        return this;
    }

    @Override
    public String attemptId() {
        return "try-" + number;
    }

    @Override
    public Optional<LlmResponse> answer() {
        return Optional.ofNullable(answer);
    }

    @Override
    public Optional<EmbedResponse> vectors() {
        return Optional.ofNullable(vectors);
    }

    @Override
    public Optional<LlmResponse> firstAnswer() {
        return Optional.ofNullable(firstAnswer);
    }

    @Override
    public void reserving(long tokens, long microUsd) {
        ended = false;
        log.add("reserving " + attemptId() + ": " + tokens + ", " + microUsd);
    }

    @Override
    public void refused() {
        ended = true;
        log.add("refused " + attemptId());
    }

    @Override
    public void firstAnswered(LlmResponse response) {
        log.add("first answer " + attemptId() + ": " + response.content());
        firstAnswer = response;
        onFirstAnswer.run();
    }

    @Override
    public void answered(LlmResponse response, long tokens, long microUsd) {
        answer = response;
        end("answered", response.content(), tokens, microUsd);
    }

    @Override
    public void answered(EmbedResponse response, long tokens, long microUsd) {
        vectors = response;
        end("answered", response.vectors().size() + " vectors", tokens, microUsd);
    }

    @Override
    public void lost(Throwable failure, long tokens, long microUsd) {
        end("lost", failure.getClass().getSimpleName(), tokens, microUsd);
    }

    @Override
    public void failed(Throwable failure, long tokens, long microUsd) {
        end("failed", failure.getClass().getSimpleName(), tokens, microUsd);
    }

    private void end(String how, String what, long tokens, long microUsd) {
        if (ended) {
            throw new IllegalStateException(attemptId() + " has ended already: " + log);
        }
        ended = true;
        log.add(how + " " + attemptId() + ": " + what + ", " + tokens + ", " + microUsd);
    }

    @Override
    public void again() {
        if (!ended) {
            throw new IllegalStateException(attemptId() + " has not ended: " + log);
        }
        number++;
        ended = false;
        log.add("again");
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    @Override
    public void flush() {
        log.add("flush");
    }
}
