package io.gorgon.llm.error;

import io.gorgon.llm.Attempt;
import java.util.List;
import java.util.stream.Collectors;

/** Several calls were made for one request, and all failed. The cause is the last failure. */
public final class AttemptsFailedException extends LlmException {

    private static final long serialVersionUID = 1L;

    private final transient List<Attempt> attempts;

    /**
     * @param attempts all of them, oldest first
     * @param last why the last one failed
     */
    public AttemptsFailedException(List<Attempt> attempts, LlmException last) {
        super(
                last.remedy(),
                last.provider(),
                last.model(),
                last.status(),
                "all "
                        + attempts.size()
                        + " attempts failed: "
                        + attempts.stream().map(Attempt::toString).collect(Collectors.joining("; "))
                        + ". The last one: "
                        + last.getMessage(),
                last);
        this.attempts = List.copyOf(attempts);
    }

    @Override
    public String kind() {
        return "attempts_failed";
    }

    /** All attempts, oldest first. */
    public List<Attempt> attempts() {
        return attempts;
    }
}
