package io.gorgon.journal;

import io.gorgon.llm.Attempt;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenUsage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes answers of models so that reading gives the same answer, but for the provider's own JSON.
 * What people wrote or read is under {@code text}, apart from the rest.
 */
final class AnswerCodec {

    static final String TEXT = "text";

    private static final String VECTORS = "vectors";

    private AnswerCodec() {}

    static String encode(LlmResponse response) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("content", response.content());
        text.put("reasoning", response.reasoning());
        text.put("notes", response.notes());
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(TEXT, text);
        map.put("model", response.model());
        map.put("provider", response.provider());
        map.put("provider_type", response.providerType());
        map.put("tier", response.tierServed() == null ? null : response.tierServed().name());
        map.put("usage", usage(response.usage()));
        map.put("latency_ms", response.latencyMs());
        map.put("first_token_ms", response.timeToFirstTokenMs());
        map.put("finish", response.finishReason().name());
        map.put("attempts", response.attempts());
        List<Object> failed = new ArrayList<>();
        for (Attempt each : response.failedAttempts()) {
            List<Object> attempt = new ArrayList<>();
            attempt.add(each.provider());
            attempt.add(each.model());
            attempt.add(each.kind());
            attempt.add(each.durationMs());
            failed.add(attempt);
        }
        map.put("failed", failed);
        return ValueCodec.encode(map);
    }

    private static List<Object> usage(TokenUsage usage) {
        List<Object> parts = new ArrayList<>();
        parts.add(usage.inputTokens());
        parts.add(usage.outputTokens());
        parts.add(usage.cachedInputTokens());
        parts.add(usage.cacheWriteTokens());
        parts.add(usage.reasoningTokens());
        parts.add(usage.estimated());
        return parts;
    }

    private static TokenUsage usage(Object value) {
        List<?> parts = (List<?>) value;
        return new TokenUsage(
                (Long) parts.get(0),
                (Long) parts.get(1),
                (Long) parts.get(2),
                (Long) parts.get(3),
                (Long) parts.get(4),
                (Boolean) parts.get(5));
    }

    static LlmResponse answer(String encoded) {
        Map<String, Object> map = ValueCodec.decodeMap(encoded);
        Map<?, ?> text = (Map<?, ?>) map.get(TEXT);
        List<String> notes = new ArrayList<>();
        ((List<?>) text.get("notes")).forEach(note -> notes.add((String) note));
        List<Attempt> failed = new ArrayList<>();
        for (Object each : (List<?>) map.get("failed")) {
            List<?> parts = (List<?>) each;
            failed.add(
                    new Attempt(
                            (String) parts.get(0),
                            (String) parts.get(1),
                            (String) parts.get(2),
                            (Long) parts.get(3)));
        }
        String tier = (String) map.get("tier");
        return new LlmResponse(
                (String) text.get("content"),
                (String) text.get("reasoning"),
                (String) map.get("model"),
                (String) map.get("provider"),
                (String) map.get("provider_type"),
                tier == null ? null : ModelTier.valueOf(tier),
                usage(map.get("usage")),
                (Long) map.get("latency_ms"),
                (Long) map.get("first_token_ms"),
                FinishReason.valueOf((String) map.get("finish")),
                (Integer) map.get("attempts"),
                notes,
                failed,
                null);
    }

    static String encode(EmbedResponse response) {
        List<Object> vectors = new ArrayList<>();
        for (float[] vector : response.vectors()) {
            ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
            bytes.asFloatBuffer().put(vector);
            vectors.add(bytes.array());
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(VECTORS, vectors);
        map.put("model", response.model());
        map.put("provider", response.provider());
        map.put("provider_type", response.providerType());
        map.put("usage", usage(response.usage()));
        map.put("latency_ms", response.latencyMs());
        return ValueCodec.encode(map);
    }

    static EmbedResponse vectors(String encoded) {
        Map<String, Object> map = ValueCodec.decodeMap(encoded);
        List<float[]> vectors = new ArrayList<>();
        for (Object each : (List<?>) map.get(VECTORS)) {
            byte[] bytes = (byte[]) each;
            float[] vector = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
            vectors.add(vector);
        }
        return new EmbedResponse(
                vectors,
                (String) map.get("model"),
                (String) map.get("provider"),
                (String) map.get("provider_type"),
                usage(map.get("usage")),
                (Long) map.get("latency_ms"));
    }

    /** The text that people read; null for vectors and for null. */
    static String shown(String encoded) {
        if (encoded == null) {
            return null;
        }
        return ValueCodec.decodeMap(encoded).get(TEXT) instanceof Map<?, ?> text
                ? (String) text.get("content")
                : null;
    }
}
