package io.gorgon.llm.error;

import io.gorgon.llm.Attempt;
import java.util.List;

/** Several calls were made for one request, and all failed. The cause is the last failure. */
public final class AttemptsFailedException extends LlmException {

    private static final long serialVersionUID = 1L;

    private final transient List<Attempt> attempts;

    /**
     * @param attempts all of them, oldest first
     * @param failures why they failed, one for each attempt
     */
    public AttemptsFailedException(List<Attempt> attempts, List<LlmException> failures) {
        this(attempts, failures, failures.get(failures.size() - 1));
    }

    private AttemptsFailedException(
            List<Attempt> attempts, List<LlmException> failures, LlmException last) {
        super(
                last.remedy(),
                last.provider(),
                last.model(),
                last.status(),
                message(attempts, failures),
                last);
        this.attempts = List.copyOf(attempts);
    }

    private static String message(List<Attempt> attempts, List<LlmException> failures) {
        StringBuilder message = new StringBuilder("all " + attempts.size() + " attempts failed: ");
        for (int i = 0; i < attempts.size(); i++) {
            message.append(i == 0 ? "" : "; ")
                    .append(attempts.get(i))
                    .append(" (")
                    .append(failures.get(i).getMessage())
                    .append(')');
        }
        return message.toString();
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
