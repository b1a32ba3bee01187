package io.gorgon.budget;

import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.Message;
import io.gorgon.llm.TokenUsage;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The most input tokens that a request can have, without asking a provider: counted with the
 * model's own tokenizer where that is public, estimated on the high side elsewhere, and corrected
 * by what the model reported before. Thread-safe.
 */
public final class TokenEstimator {

    /** What providers add around a conversation that nobody sees. */
    private static final int FRAME_OF_REQUEST = 16;

    /** Tokens around a message: role and separators, as in the ChatML format. */
    private static final int FRAME_OF_MESSAGE = 4;

    /**
     * Tokens of a picture, high for a usual one: 1,600 is what the Anthropic documentation gives
     * for a large one.
     */
    private static final int IMAGE = 1600;

    /** On top of what a model reported before: the next text may be of another kind. */
    private static final double MARGIN = 1.15;

    /** What was learned never makes a bound lower than this part of the estimate. */
    static final double LOWEST = 0.7;

    /** A model that reports more than this many times the estimate counts something else. */
    static final double HIGHEST = 4;

    /** Texts that are shorter tell more about frames than about the tokenizer. */
    private static final int SHORTEST_LESSON = 50;

    /** How fast a ratio that was too high comes down; it goes up at once. */
    private static final double DOWN = 0.1;

    /** A change that is smaller is not worth writing. */
    private static final double WORTH_KEEPING = 0.01;

    private final EstimateRatios ratios;
    private final Map<String, Double> known = new ConcurrentHashMap<>();

    public TokenEstimator(EstimateRatios ratios) {
        this.ratios = ratios;
    }

    /** The most tokens that a model can count in the input of a request. */
    public long inputBound(String providerType, String model, LlmRequest request) {
        return bound(providerType, model, estimate(providerType, model, request));
    }

    /** The most tokens that a model can count in the texts. */
    public long inputBound(String providerType, String model, EmbedRequest request) {
        return bound(providerType, model, estimate(providerType, model, request));
    }

    private long bound(String providerType, String model, long estimate) {
        Double learned = learned(key(providerType, model));
        double factor = learned == null ? 1 : Math.max(LOWEST, Math.min(HIGHEST, learned * MARGIN));
        return (long) Math.ceil(estimate * factor) + FRAME_OF_REQUEST;
    }

    long estimate(String providerType, String model, LlmRequest request) {
        Tokenizer tokenizer = Tokenizer.of(providerType, model);
        long tokens = tokenizer.count(request.systemPrompt());
        for (Message message : request.messages()) {
            tokens +=
                    FRAME_OF_MESSAGE
                            + tokenizer.count(message.text())
                            + (long) IMAGE * message.images().size();
        }
        return request.responseSchema() == null
                ? tokens
                : tokens + tokenizer.count(request.responseSchema().toString());
    }

    long estimate(String providerType, String model, EmbedRequest request) {
        Tokenizer tokenizer = Tokenizer.of(providerType, model);
        long tokens = 0;
        for (String input : request.inputs()) {
            tokens += FRAME_OF_MESSAGE + tokenizer.count(input);
        }
        return tokens;
    }

    /**
     * Learns from what a model reported for one call.
     *
     * @param request the {@link LlmRequest} of the call
     */
    public void learn(String providerType, String model, LlmRequest request, TokenUsage reported) {
        boolean pictures = request.messages().stream().anyMatch(m -> !m.images().isEmpty());
        if (reported.estimated() || pictures || request.responseSchema() != null) {
            return;
        }
        long estimate = estimate(providerType, model, request);
        if (estimate >= SHORTEST_LESSON && reported.inputTokens() > 0) {
            learn(key(providerType, model), (double) reported.inputTokens() / estimate);
        }
    }

    private void learn(String key, double observed) {
        double bounded = Math.min(HIGHEST, observed);
        Double before = learned(key);
        double after =
                before == null || bounded > before ? bounded : before + DOWN * (bounded - before);
        known.put(key, after);
        if (before == null || Math.abs(after - before) > WORTH_KEEPING) {
            ratios.keep(key, after);
        }
    }

    private Double learned(String key) {
        Double ratio = known.get(key);
        if (ratio == null) {
            double kept = ratios.find(key).orElse(0);
            known.put(key, kept);
            ratio = kept;
        }
        return ratio > 0 ? ratio : null;
    }

    private static String key(String providerType, String model) {
        return providerType + "/" + String.valueOf(model).toLowerCase(Locale.ROOT);
    }
}
