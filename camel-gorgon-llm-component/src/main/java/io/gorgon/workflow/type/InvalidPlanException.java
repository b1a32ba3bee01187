package io.gorgon.workflow.type;

/** A model has answered with a plan that cannot be carried out. Another answer may be better. */
public final class InvalidPlanException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong with the plan, in one sentence
     */
    public InvalidPlanException(String message) {
        super(message);
    }
}
