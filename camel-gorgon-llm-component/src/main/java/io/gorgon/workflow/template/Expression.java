package io.gorgon.workflow.template;

import io.gorgon.workflow.value.PlainValues;
import io.gorgon.workflow.value.ValuePath;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What stands between <code>${</code> and <code>}</code>. */
sealed interface Expression {

    /**
     * @return null when it has no value
     */
    Object value(Function<String, Object> variables);

    /** The variable that it reads. */
    Optional<ValuePath> path();

    /** Whether it names what stands for a missing value. */
    boolean hasDefault();

    /** A text that stands for itself. */
    record Literal(String text) implements Expression {

        @Override
        public Object value(Function<String, Object> variables) {
            return text;
        }

        @Override
        public Optional<ValuePath> path() {
            return Optional.empty();
        }

        @Override
        public boolean hasDefault() {
            return false;
        }
    }

    /** A variable, or what is inside it, through a chain of steps. */
    record Read(ValuePath variable, List<Step> steps) implements Expression {

        @Override
        public Object value(Function<String, Object> variables) {
            Object value = variable.resolve(variables);
            for (Step step : steps) {
                value = PlainValues.plain(step.apply(value));
            }
            return value;
        }

        @Override
        public Optional<ValuePath> path() {
            return Optional.of(variable);
        }

        @Override
        public boolean hasDefault() {
            return steps.stream()
                    .anyMatch(
                            step ->
                                    step instanceof Call call
                                            && call.function() == TemplateFunction.DEFAULT);
        }
    }

    /** One step of a chain; total. */
    sealed interface Step {

        /** Takes and gives null for "no value". */
        Object apply(Object value);
    }

    /** A key or a place after a function. */
    record Access(Object keyOrPlace) implements Step {

        @Override
        public Object apply(Object value) {
            return ValuePath.step(value, keyOrPlace);
        }
    }

    /** A function with its literal arguments. */
    record Call(TemplateFunction function, List<Object> arguments) implements Step {

        @Override
        public Object apply(Object value) {
            return function.apply(value, arguments);
        }
    }
}
