package io.gorgon.camel.workflow;

import io.gorgon.workflow.condition.Condition;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/** A condition that looks at the variables of an exchange. */
final class ConditionPredicate implements Predicate {

    private final Condition condition;

    ConditionPredicate(Condition condition) {
        this.condition = condition;
    }

    @Override
    public boolean matches(Exchange exchange) {
        return condition.test(
                exchange::getVariable,
                new CollectedTexts(exchange, WorkflowLanguageConstants.CONDITION_WARNINGS));
    }

    @Override
    public String toString() {
        return condition.toJson().toString();
    }
}
