package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.config.InvalidConfigException;
import io.gorgon.journal.RunLostException;
import io.gorgon.journal.RunUnavailableException;
import io.gorgon.journal.TokenRefusedException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.workflow.parse.InvalidWorkflowException;
import picocli.CommandLine.ParameterException;

/**
 * Why a command did not do what it was asked for.
 *
 * @param exitCode see {@link ExitCode}
 * @param kind one word for programs: {@link LlmException#kind()}, {@code invalid_input}, {@code
 *     invalid_config}, {@code invalid_workflow}, {@code run_unavailable}, {@code run_lost}, {@code
 *     token_refused}, {@code cancelled} or {@code internal}
 * @param message for people
 * @param provider null when it never came to one
 * @param model null when none was chosen
 * @param status the HTTP status; null when there was none
 */
record Failure(
        int exitCode, String kind, String message, String provider, String model, Integer status) {

    private static final String UNFORESEEN = "internal";

    static Failure of(Throwable error, boolean interrupted) {
        if (interrupted) {
            return plain(ExitCode.INTERRUPTED, "cancelled", "cancelled");
        }
        Throwable known = known(error);
        if (known instanceof LlmException e) {
            return of(e);
        }
        if (known instanceof InvalidWorkflowException e) {
            return WorkflowProblems.failure(e.problems());
        }
        if (known instanceof InvalidConfigException) {
            return plain(ExitCode.INVALID, "invalid_config", known.getMessage());
        }
        if (known instanceof RunLostException) {
            return plain(ExitCode.FAILED, "run_lost", known.getMessage());
        }
        if (known instanceof RunUnavailableException) {
            return plain(ExitCode.INVALID, "run_unavailable", known.getMessage());
        }
        if (known instanceof TokenRefusedException) {
            return plain(ExitCode.INVALID, "token_refused", known.getMessage());
        }
        if (known != null) {
            return plain(ExitCode.INVALID, "invalid_input", known.getMessage());
        }
        return plain(
                ExitCode.FAILED,
                UNFORESEEN,
                "something unforeseen went wrong ("
                        + innermost(error)
                        + "); run it again with -vv for the details");
    }

    private static Failure of(LlmException e) {
        Integer status = e.status() == 0 ? null : e.status();
        return new Failure(
                ExitCode.FAILED, e.kind(), e.getMessage(), e.provider(), e.model(), status);
    }

    /** Whether nothing in the chain of causes was made for people. */
    boolean isUnforeseen() {
        return UNFORESEEN.equals(kind);
    }

    private static Failure plain(int exitCode, String kind, String message) {
        return new Failure(exitCode, kind, message, null, null, null);
    }

    /** The first error in the chain of causes that was made for people; null when none was. */
    private static Throwable known(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof LlmException
                    || cause instanceof InvalidConfigException
                    || cause instanceof InvalidWorkflowException
                    || cause instanceof InvalidInputException
                    || cause instanceof RunUnavailableException
                    || cause instanceof RunLostException
                    || cause instanceof TokenRefusedException
                    || cause instanceof ParameterException) {
                return cause;
            }
        }
        return null;
    }

    /** What the innermost cause says, in one line. */
    static String innermost(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String type = cause.getClass().getSimpleName();
        return message == null ? type : type + ": " + message.lines().findFirst().orElse("");
    }

    /** The whole JSON document of a failed command. */
    ObjectNode toJson() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putObject("error")
                .put("kind", kind)
                .put("message", message)
                .put("provider", provider)
                .put("model", model)
                .put("status", status);
        return document;
    }
}
