package io.gorgon.camel.workflow;

import io.gorgon.workflow.template.InvalidTemplateException;
import io.gorgon.workflow.template.Template;
import org.apache.camel.Expression;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.Predicate;
import org.apache.camel.spi.annotations.Language;
import org.apache.camel.support.ExpressionToPredicateAdapter;
import org.apache.camel.support.LanguageSupport;

/**
 * The language {@code gorgon}: a text template over the variables of the exchange. Always gives
 * text: a prompt that is one placeholder must not become a conversation because its value is a map.
 */
@Language(TemplateLanguage.NAME)
public class TemplateLanguage extends LanguageSupport {

    static final String NAME = "gorgon";

    /**
     * @throws ExpressionIllegalSyntaxException if it is no template
     */
    @Override
    public Expression createExpression(String expression) {
        try {
            Template template = Template.parse(expression);
            return new ValueExpression(expression, template::render, template::render);
        } catch (InvalidTemplateException e) {
            throw new UnreadableExpressionException(expression, NAME, e.getMessage());
        }
    }

    @Override
    public Predicate createPredicate(String expression) {
        return ExpressionToPredicateAdapter.toPredicate(createExpression(expression));
    }
}
