package io.gorgon.llm.mock;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Vectors without a model, by feature hashing: each word adds to one of the dimensions or takes
 * from it. Equal texts have equal vectors, texts that share words have near ones.
 */
final class WordVectors {

    static final int DIMENSIONS = 64;

    private WordVectors() {}

    /** A vector of length one. */
    static float[] of(String text) {
        double[] sums = new double[DIMENSIONS];
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                add(word, sums);
            }
        }
        double square = square(sums);
        if (square == 0) {
            // No words, or words that cancel each other out.
            sums[dimension(hash(text))] = 1;
            square = 1;
        }
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) (sums[i] / Math.sqrt(square));
        }
        return vector;
    }

    private static void add(String word, double[] sums) {
        long hash = hash(word);
        sums[dimension(hash)] += hash < 0 ? -1 : 1;
    }

    private static int dimension(long hash) {
        return (int) Math.floorMod(hash >>> 8, (long) DIMENSIONS);
    }

    private static double square(double[] values) {
        double square = 0;
        for (double value : values) {
            square += value * value;
        }
        return square;
    }

    /** FNV-1a, 64 bits, mixed so that the high bits depend on all of the text as well. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    }
}
