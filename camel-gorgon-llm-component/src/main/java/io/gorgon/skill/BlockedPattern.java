package io.gorgon.skill;

import io.gorgon.text.GuardedPattern;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A regular expression for what must not occur, compiled once. Immutable.
 *
 * @param pattern as java.util.regex has it; found anywhere in a text
 */
public record BlockedPattern(Pattern pattern) {

    public BlockedPattern {
        Objects.requireNonNull(pattern, "pattern");
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException saying what is wrong and where, if it is no pattern
     */
    public static BlockedPattern of(String expression) {
        GuardedPattern.problem(expression)
                .ifPresent(
                        problem -> {
                            throw new IllegalArgumentException(problem);
                        });
        return new BlockedPattern(Pattern.compile(expression));
    }

    /**
     * Whether it occurs in a text.
     *
     * @return empty if the search takes too long, which is no proof that it does not
     */
    Optional<Boolean> occursIn(String text) {
        return GuardedPattern.find(text, pattern);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlockedPattern that
                && pattern.pattern().equals(that.pattern.pattern());
    }

    @Override
    public int hashCode() {
        return pattern.pattern().hashCode();
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}
