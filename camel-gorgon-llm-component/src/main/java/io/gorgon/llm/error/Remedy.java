package io.gorgon.llm.error;

/** What to do about a failed call. */
public enum Remedy {
    /** The same call may work later or elsewhere: try again, or take the next provider. */
    RETRY,
    /** This provider will go on failing: take the next one, do not try again. */
    NEXT_PROVIDER,
    /** The same model will go on failing on this machine: take a smaller one. */
    SMALLER_MODEL,
    /**
     * The prompt is too long for the model: take one with a larger context window, or shorten it.
     */
    LARGER_CONTEXT,
    /**
     * Nothing but a change of request or configuration helps, and no other provider may be tried
     * silently.
     */
    CORRECT,
    /** The caller wanted it. */
    NONE
}
