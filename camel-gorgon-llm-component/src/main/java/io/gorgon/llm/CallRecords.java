package io.gorgon.llm;

/** Knows where the answers of calls are kept. */
@FunctionalInterface
public interface CallRecords {

    /**
     * Where the answers of one more call are kept.
     *
     * @param request all that is asked; never null
     * @return null when they are not kept
     */
    CallRecord open(ModelRequest request);
}
