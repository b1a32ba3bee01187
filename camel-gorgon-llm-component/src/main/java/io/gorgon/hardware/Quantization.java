package io.gorgon.hardware;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Bytes that one parameter takes in a model's file, by the name of its quantization (GGUF). */
final class Quantization {

    /** Q4_K_M, what Ollama's library gives where a name does not say otherwise. */
    static final double USUAL = 0.61;

    /** The first that a name contains; measured on files, tensors of larger types included. */
    private static final Map<String, Double> BYTES = new LinkedHashMap<>();

    static {
        BYTES.put("F32", 4.0);
        BYTES.put("FP32", 4.0);
        BYTES.put("BF16", 2.0);
        BYTES.put("F16", 2.0);
        BYTES.put("FP16", 2.0);
        BYTES.put("FP8", 1.06);
        BYTES.put("NVFP4", 0.57);
        BYTES.put("MXFP4", 0.57);
        BYTES.put("Q8", 1.07);
        BYTES.put("Q6", 0.83);
        BYTES.put("Q5", 0.72);
        BYTES.put("IQ4", 0.57);
        BYTES.put("Q4", USUAL);
        BYTES.put("Q3", 0.50);
        BYTES.put("Q2", 0.40);
        BYTES.put("IQ3", 0.45);
        BYTES.put("IQ2", 0.33);
        BYTES.put("IQ1", 0.25);
    }

    private Quantization() {}

    /** Empty when a text names none that is known. */
    static Optional<Double> bytesPerParameter(String text) {
        if (text == null) {
            return Optional.empty();
        }
        String upper = text.toUpperCase(Locale.ROOT);
        return BYTES.entrySet().stream()
                .filter(entry -> upper.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
