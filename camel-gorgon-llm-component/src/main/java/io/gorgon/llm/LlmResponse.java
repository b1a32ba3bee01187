package io.gorgon.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a model answered.
 *
 * @param content the text; never null, may be empty
 * @param reasoning what the model thought before, where the provider tells; null otherwise. Never
 *     part of the content.
 * @param model the model that answered, by the provider's own name; never null
 * @param provider the name of the provider; never null
 * @param providerType the type of the provider, such as {@code ollama} or {@code mock}; never null
 * @param tierServed the tier that the model belongs to, which may be a neighbour of the one asked
 *     for; never null
 * @param usage tokens read and written; never null
 * @param latencyMs from call to complete answer, in milliseconds
 * @param timeToFirstTokenMs from call to first content, in milliseconds; null when unknown
 * @param finishReason why the model stopped; never null
 * @param attempts calls made to get this answer, at least 1
 * @param notes what the caller should know, one sentence each: another tier's model, a field that
 *     was not sent; never null
 * @param failedAttempts the calls that failed before this answer came, oldest first; never null
 * @param raw the provider's own answer, for a stream the object that ended it; null where there is
 *     none
 */
public record LlmResponse(
        String content,
        String reasoning,
        String model,
        String provider,
        String providerType,
        ModelTier tierServed,
        TokenUsage usage,
        long latencyMs,
        Long timeToFirstTokenMs,
        FinishReason finishReason,
        int attempts,
        List<String> notes,
        List<Attempt> failedAttempts,
        JsonNode raw) {

    public LlmResponse {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(finishReason, "finishReason");
        notes = List.copyOf(notes);
        failedAttempts = List.copyOf(failedAttempts);
    }

    /** An answer that came at once. */
    public LlmResponse(
            String content,
            String reasoning,
            String model,
            String provider,
            String providerType,
            ModelTier tierServed,
            TokenUsage usage,
            long latencyMs,
            Long timeToFirstTokenMs,
            FinishReason finishReason,
            int attempts,
            List<String> notes,
            JsonNode raw) {
        this(
                content,
                reasoning,
                model,
                provider,
                providerType,
                tierServed,
                usage,
                latencyMs,
                timeToFirstTokenMs,
                finishReason,
                attempts,
                notes,
                List.of(),
                raw);
    }

    /** The same answer with one more note. */
    public LlmResponse withNote(String note) {
        return copy(content, usage, latencyMs, attempts, notesAnd(note), failedAttempts);
    }

    /** The same answer with another text. */
    public LlmResponse withContent(String text) {
        return copy(text, usage, latencyMs, attempts, notes, failedAttempts);
    }

    /** The same answer as one that costs nothing here, as it was booked elsewhere. */
    public LlmResponse withoutUsage() {
        TokenUsage none = TokenUsage.reported(0, 0);
        return copy(content, none, 0, attempts, notes, failedAttempts);
    }

    /** The same answer after calls that failed; they count as attempts. */
    public LlmResponse afterFailures(List<Attempt> failures) {
        return copy(content, usage, latencyMs, attempts + failures.size(), notes, failures);
    }

    /**
     * The same answer after an earlier call of the same request that did not count as one: usage,
     * latency and attempts of both, and a note that says why there were two.
     */
    public LlmResponse after(LlmResponse earlier, String note) {
        return copy(
                content,
                usage.plus(earlier.usage),
                latencyMs + earlier.latencyMs,
                attempts + earlier.attempts,
                notesAnd(note),
                failedAttempts);
    }

    private List<String> notesAnd(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return all;
    }

    /** What the copies differ in; all else stays. */
    private LlmResponse copy(
            String newContent,
            TokenUsage newUsage,
            long newLatencyMs,
            int newAttempts,
            List<String> newNotes,
            List<Attempt> newFailedAttempts) {
        return new LlmResponse(
                newContent,
                reasoning,
                model,
                provider,
                providerType,
                tierServed,
                newUsage,
                newLatencyMs,
                timeToFirstTokenMs,
                finishReason,
                newAttempts,
                newNotes,
                newFailedAttempts,
                raw);
    }
}
