package io.gorgon.llm;

/** A model that is being fetched. Closing it early stops the fetching. */
public interface PullStream extends AutoCloseable {

    /**
     * Waits for the next report.
     *
     * @return the report; null when the model is there, and from then on
     * @throws io.gorgon.llm.error.LlmException if it cannot be fetched
     */
    Progress next();

    @Override
    void close();

    /**
     * How far it is.
     *
     * @param status what is being done, in the provider's words; never null
     * @param completedBytes bytes of the current part that are there; null when the status has no
     *     size
     * @param totalBytes bytes of the current part; null when the status has no size
     */
    record Progress(String status, Long completedBytes, Long totalBytes) {}
}
