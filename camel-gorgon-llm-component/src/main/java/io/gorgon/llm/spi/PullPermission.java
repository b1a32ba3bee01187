package io.gorgon.llm.spi;

/**
 * Whether a provider may be asked to fetch a model. A server that fetches one leaves the machine,
 * also when it is itself a local one.
 */
public enum PullPermission {
    /** At any time. */
    ALWAYS,
    /** As long as calls are not forced to stay local. */
    UNLESS_FORCED_LOCAL,
    /** Never. */
    NEVER
}
