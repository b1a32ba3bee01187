package io.gorgon.llm.failover;

/**
 * A provider that may be asked.
 *
 * @param provider its name; never null
 * @param local whether a call to it stays local
 * @param preferredModel the model that the caller prefers, where this attempt is to be made with
 *     it; null for the one that the request itself says
 */
public record Candidate(String provider, boolean local, String preferredModel) {

    /** A provider that is asked for what the request itself says. */
    public Candidate(String provider, boolean local) {
        this(provider, local, null);
    }

    /** The same provider, asked for the model that the caller prefers. */
    public Candidate with(String model) {
        return new Candidate(provider, local, model);
    }
}
