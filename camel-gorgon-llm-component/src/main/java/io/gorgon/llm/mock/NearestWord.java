package io.gorgon.llm.mock;

import java.util.Comparator;
import java.util.List;

/** Finds what was likely meant by a word that is not known. */
final class NearestWord {

    private NearestWord() {}

    /** The end of a sentence: the word that was likely meant, or all words. */
    static String hint(String word, List<String> known) {
        String nearest =
                known.stream()
                        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                        .orElseThrow();
        return distance(word, nearest) <= Math.max(2, nearest.length() / 3)
                ? "did you mean '" + nearest + "'?"
                : "use one of " + String.join(", ", known);
    }

    /** Letters to change, add or take away to get from one word to the other (Levenshtein). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
