package io.gorgon.camel.llm;

/** Two providers, one after the other, and the call that asks them in this order. */
enum FailoverChain {
    LOCAL_LOCAL("local", true, true, "standard"),
    LOCAL_CLOUD("hybrid", true, false, "standard"),
    CLOUD_LOCAL("hybrid", false, true, "reasoning"),
    CLOUD_CLOUD("cloud", false, false, "standard");

    final String mode;
    final boolean firstLocal;
    final boolean secondLocal;
    final String tier;

    FailoverChain(String mode, boolean firstLocal, boolean secondLocal, String tier) {
        this.mode = mode;
        this.firstLocal = firstLocal;
        this.secondLocal = secondLocal;
        this.tier = tier;
    }

    /**
     * The configuration of this chain.
     *
     * @param first the keys of the provider that fails, in one line
     */
    String configuration(String first) {
        return """
        llm:
          mode: %s
          primary: first
          fallback: second
          hardware: {check: off}
          prices: {unknown: {input_per_million_usd: 1, output_per_million_usd: 1}}
          failover: {retries: 1, backoff_ms: 1, probe_ms: 3600000}
          resilience:
            local: {minimum_calls: 10000, window_calls: 10000}
            cloud: {minimum_calls: 10000, window_calls: 10000}
          providers:
            first: {local: %s, %s}
            second: {type: mock, local: %s}
        """
                .formatted(mode, firstLocal, first, secondLocal);
    }
}
