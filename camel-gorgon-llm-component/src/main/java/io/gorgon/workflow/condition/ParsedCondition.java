package io.gorgon.workflow.condition;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What reading a condition gave: the condition, or all that is wrong with it. Immutable. */
public final class ParsedCondition {

    private final Condition condition;
    private final List<ConditionProblem> problems;

    private ParsedCondition(Condition condition, List<ConditionProblem> problems) {
        this.condition = condition;
        this.problems = problems;
    }

    static ParsedCondition of(Condition condition, List<ConditionProblem> problems) {
        return problems.isEmpty()
                ? new ParsedCondition(Objects.requireNonNull(condition), List.of())
                : new ParsedCondition(null, List.copyOf(problems));
    }

    /** Empty exactly when there are problems. */
    public Optional<Condition> condition() {
        return Optional.ofNullable(condition);
    }

    /** In the order of the text; empty when the condition could be read. */
    public List<ConditionProblem> problems() {
        return problems;
    }
}
