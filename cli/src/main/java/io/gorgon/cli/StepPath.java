package io.gorgon.cli;

/**
 * Where a step is in a run, such as {@code review[3]/check}: steps inside stand after a slash,
 * items in brackets, rounds of a loop after a hash.
 */
final class StepPath {

    private static final String SEPARATORS = "/[#";

    private StepPath() {}

    /** The step around it; null at the top level. */
    static String parent(String path) {
        int end = separator(path);
        return end < 0 ? null : path.substring(0, end);
    }

    /** The last part with what separates it: {@code /check}, {@code [3]}, {@code #2}. */
    static String lastPart(String path) {
        int start = separator(path);
        return start < 0 ? path : path.substring(start);
    }

    /** What a person recognises: {@code check}, {@code review[3]}, {@code refine#2}. */
    static String name(String path) {
        int slash = path.lastIndexOf('/');
        return path.substring(slash + 1);
    }

    static boolean isItem(String path) {
        return lastPart(path).startsWith("[");
    }

    static boolean isRound(String path) {
        return lastPart(path).startsWith("#");
    }

    /** The number of an item or a round; -1 for others. */
    static int number(String path) {
        if (!isItem(path) && !isRound(path)) {
            return -1;
        }
        String digits = lastPart(path).replaceAll("[^0-9]", "");
        return digits.isEmpty() || digits.length() > 9 ? -1 : Integer.parseInt(digits);
    }

    /** Whether a step is inside the one at another path, however deep. */
    static boolean isInside(String path, String around) {
        return path.length() > around.length()
                && path.startsWith(around)
                && SEPARATORS.indexOf(path.charAt(around.length())) >= 0;
    }

    private static int separator(String path) {
        for (int i = path.length() - 1; i > 0; i--) {
            if (SEPARATORS.indexOf(path.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
