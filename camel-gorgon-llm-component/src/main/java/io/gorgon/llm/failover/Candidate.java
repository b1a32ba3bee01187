package io.gorgon.llm.failover;

/**
 * A provider that may be asked.
 *
 * @param provider its name; never null
 * @param local whether a call to it stays local
 */
public record Candidate(String provider, boolean local) {}
