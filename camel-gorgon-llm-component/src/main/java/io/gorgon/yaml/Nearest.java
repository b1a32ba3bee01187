package io.gorgon.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody likely meant. */
public final class Nearest {

    private Nearest() {}

    /**
     * The candidate with the smallest distance to the word; empty when none is near enough. Case,
     * dashes and underscores do not count.
     */
    public static Optional<String> of(String word, Collection<String> candidates) {
        String plain = plain(word);
        int limit = Math.max(1, (plain.length() + 2) / 3);
        String best = null;
        int bestDistance = limit + 1;
        for (String candidate : candidates) {
            int distance = distance(plain, plain(candidate), bestDistance);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /**
     * How many letters to insert, delete, replace or swap with their neighbour: the optimal string
     * alignment distance.
     *
     * @return any number from {@code enough} on, when it is at least that
     */
    private static int distance(String left, String right, int enough) {
        if (Math.abs(left.length() - right.length()) >= enough) {
            return enough;
        }
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : cell(cost, left, right, i, j);
            }
        }
        return cost[left.length()][right.length()];
    }

    private static int cell(int[][] cost, String left, String right, int i, int j) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int least =
                Math.min(
                        Math.min(cost[i - 1][j], cost[i][j - 1]) + 1,
                        cost[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped =
                i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
