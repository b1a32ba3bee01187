package io.gorgon.llm;

import java.util.Locale;

/** Why a model stopped. */
public enum FinishReason {
    /** It was done, or met a stop sequence. */
    STOP,
    /** It reached the maximum of tokens or the end of its context window. */
    LENGTH,
    /** It wants tools to be called. */
    TOOL_CALLS,
    /** It refused, or a filter of the provider withheld the answer. An answer, not an error. */
    CONTENT_FILTER,
    /** A budget ended the answer. */
    BUDGET_EXCEEDED,
    /** The caller ended the answer. */
    CANCELLED;

    /** The name used in headers and JSON: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
