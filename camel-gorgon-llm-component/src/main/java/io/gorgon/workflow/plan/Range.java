package io.gorgon.workflow.plan;

/**
 * A number that is only known to lie between two others.
 *
 * @param least zero or more
 * @param most null when there is no telling
 */
public record Range(long least, Long most) {

    public static final Range ZERO = new Range(0, 0L);
    public static final Range ONE = new Range(1, 1L);

    public static Range exactly(long number) {
        return new Range(number, number);
    }

    public static Range atLeast(long number) {
        return new Range(number, null);
    }

    public Range plus(Range other) {
        Long sum = most == null || other.most == null ? null : (Long) add(most, other.most);
        return new Range(add(least, other.least), sum);
    }

    /** Nothing at all stays nothing, however often it may be. */
    public Range times(Range other) {
        long product = multiply(least, other.least);
        if (isNothing() || other.isNothing()) {
            return new Range(product, 0L);
        }
        boolean known = most != null && other.most != null;
        return new Range(product, known ? (Long) multiply(most, other.most) : null);
    }

    /** The same, or not at all. */
    public Range orNothing() {
        return new Range(0, most);
    }

    private boolean isNothing() {
        return most != null && most == 0;
    }

    private static long add(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    private static long multiply(long a, long b) {
        return b != 0 && a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
    }
}
