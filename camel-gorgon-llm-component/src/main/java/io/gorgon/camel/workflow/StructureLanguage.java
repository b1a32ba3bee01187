package io.gorgon.camel.workflow;

import io.gorgon.workflow.template.InvalidTemplateException;
import io.gorgon.workflow.template.StructureTemplate;
import io.gorgon.workflow.value.PlainValues;
import io.gorgon.yaml.InvalidYamlException;
import io.gorgon.yaml.PositionedYaml;
import org.apache.camel.Expression;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.Predicate;
import org.apache.camel.spi.annotations.Language;
import org.apache.camel.support.ExpressionToPredicateAdapter;
import org.apache.camel.support.LanguageSupport;

/**
 * The language {@code gorgon-json}: JSON or YAML whose texts are templates over the variables of
 * the exchange. Gives maps and lists; JSON text where text is asked for.
 */
@Language(StructureLanguage.NAME)
public class StructureLanguage extends LanguageSupport {

    static final String NAME = "gorgon-json";

    /**
     * @throws ExpressionIllegalSyntaxException if it is no YAML, or a text in it is no template
     */
    @Override
    public Expression createExpression(String expression) {
        try {
            StructureTemplate template =
                    StructureTemplate.parse(PositionedYaml.parse(expression).tree());
            return new ValueExpression(
                    expression,
                    template::value,
                    (variables, missing) ->
                            PlainValues.text(template.value(variables, missing)).orElse(null));
        } catch (InvalidTemplateException | InvalidYamlException e) {
            throw new UnreadableExpressionException(expression, NAME, e.getMessage());
        }
    }

    @Override
    public Predicate createPredicate(String expression) {
        return ExpressionToPredicateAdapter.toPredicate(createExpression(expression));
    }
}
