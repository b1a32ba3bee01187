package io.gorgon.camel.workflow;

import io.gorgon.workflow.condition.Condition;
import io.gorgon.workflow.condition.ConditionProblem;
import io.gorgon.workflow.condition.ParsedCondition;
import io.gorgon.yaml.InvalidYamlException;
import io.gorgon.yaml.PositionedYaml;
import java.util.stream.Collectors;
import org.apache.camel.Expression;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.Predicate;
import org.apache.camel.spi.annotations.Language;
import org.apache.camel.support.LanguageSupport;
import org.apache.camel.support.PredicateToExpressionAdapter;

/**
 * The language {@code gorgon-condition}: a condition of workflows, as JSON or YAML, over the
 * variables of the exchange. As an expression it gives true or false.
 */
@Language(ConditionLanguage.NAME)
public class ConditionLanguage extends LanguageSupport {

    static final String NAME = "gorgon-condition";

    /**
     * @throws ExpressionIllegalSyntaxException if it is no condition
     */
    @Override
    public Predicate createPredicate(String expression) {
        return read(expression);
    }

    /**
     * @throws ExpressionIllegalSyntaxException if it is no condition
     */
    @Override
    public Expression createExpression(String expression) {
        return PredicateToExpressionAdapter.toExpression(read(expression));
    }

    private static ConditionPredicate read(String expression) {
        ParsedCondition parsed;
        try {
            parsed = Condition.parse(PositionedYaml.parse(expression).tree());
        } catch (InvalidYamlException e) {
            throw new UnreadableExpressionException(expression, NAME, e.getMessage());
        }
        return parsed.condition()
                .map(ConditionPredicate::new)
                .orElseThrow(
                        () ->
                                new UnreadableExpressionException(
                                        expression, NAME, sentences(parsed)));
    }

    private static String sentences(ParsedCondition parsed) {
        return parsed.problems().stream()
                .map(ConditionProblem::message)
                .collect(Collectors.joining("; "));
    }
}
