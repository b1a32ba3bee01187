package io.gorgon.camel.workflow;

import io.gorgon.workflow.step.PermanentFailure;
import io.gorgon.workflow.template.InvalidTemplateException;
import io.gorgon.workflow.template.Template;
import java.util.regex.Pattern;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.annotations.Language;
import org.apache.camel.support.ExpressionToPredicateAdapter;
import org.apache.camel.support.LanguageSupport;

/**
 * The language {@code gorgon-word}: a template as of {@code gorgon} for headers that steer Camel.
 * Camel evaluates some of them, such as {@code CamelFileName}, as expressions of the language
 * simple; a value that could be one makes the step fail.
 */
@Language(WordLanguage.NAME)
public class WordLanguage extends LanguageSupport {

    static final String NAME = "gorgon-word";

    private static final Pattern EVALUATED =
            Pattern.compile("\\$\\{|\\$simple\\{|\\{\\{|\\p{Cntrl}");

    @Override
    public Expression createExpression(String expression) {
        try {
            Template template = Template.parse(expression);
            ValueExpression.Filler word =
                    (variables, missing) -> {
                        String text = template.render(variables, missing);
                        if (EVALUATED.matcher(text).find()) {
                            throw new PermanentFailure(
                                    "a value for a header that steers Camel must not hold '${',"
                                            + " '{{' or control characters");
                        }
                        return text;
                    };
            return new ValueExpression(expression, word, word);
        } catch (InvalidTemplateException e) {
            throw new UnreadableExpressionException(expression, NAME, e.getMessage());
        }
    }

    @Override
    public Predicate createPredicate(String expression) {
        return ExpressionToPredicateAdapter.toPredicate(createExpression(expression));
    }
}
