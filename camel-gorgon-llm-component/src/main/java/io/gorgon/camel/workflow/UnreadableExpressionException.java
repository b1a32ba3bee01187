package io.gorgon.camel.workflow;

import org.apache.camel.ExpressionIllegalSyntaxException;

/** An expression of a route that is not of its language; the message says why. */
final class UnreadableExpressionException extends ExpressionIllegalSyntaxException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    UnreadableExpressionException(String expression, String language, String reason) {
        super(expression);
        this.reason = "The expression cannot be read as " + language + ": " + reason;
    }

    /** Camel's own message repeats the whole expression, which may be a long prompt. */
    @Override
    public String getMessage() {
        return reason;
    }
}
