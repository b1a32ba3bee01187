package io.gorgon.journal;

/** Where steps are in a run: {@code review_files[3]/critique}. */
final class StepPaths {

    /** What follows the path of a step in the paths of those inside it. */
    private static final String INSIDE = "/[#";

    /** The same, and what marks the one in its place. */
    private static final String BELONGING = INSIDE + "~";

    private StepPaths() {}

    /** Whether a step is inside another one. */
    static boolean isBelow(String path, String other) {
        return path.length() > other.length()
                && path.startsWith(other)
                && INSIDE.indexOf(path.charAt(other.length())) >= 0;
    }

    /** The step of the top level that a path is in. */
    static String top(String path) {
        int end = 0;
        while (end < path.length() && INSIDE.indexOf(path.charAt(end)) < 0) {
            end++;
        }
        return path.substring(0, end);
    }
}
