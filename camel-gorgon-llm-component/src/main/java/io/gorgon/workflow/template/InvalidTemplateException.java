package io.gorgon.workflow.template;

/** A text with a <code>${…}</code> that is no expression of templates. */
public final class InvalidTemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    InvalidTemplateException(int offset, String message) {
        super(message);
        this.offset = offset;
    }

    /** Where in the text the {@code $} of the expression is, in characters from 0. */
    public int offset() {
        return offset;
    }
}
