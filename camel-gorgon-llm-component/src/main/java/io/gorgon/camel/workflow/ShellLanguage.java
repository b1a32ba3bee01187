package io.gorgon.camel.workflow;

import io.gorgon.shell.RefusedCommandException;
import io.gorgon.shell.RunnableScript;
import io.gorgon.shell.ShellScript;
import io.gorgon.workflow.step.PermanentFailure;
import io.gorgon.workflow.template.InvalidTemplateException;
import io.gorgon.workflow.template.Template;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.annotations.Language;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.LanguageSupport;

/**
 * The language {@code gorgon-shell}: a shell command with placeholders. Gives a {@link
 * RunnableScript}, in which values are never shell syntax. Only this makes something that a shell
 * step runs, and only from the text of the route.
 */
@Language(ShellLanguage.NAME)
public class ShellLanguage extends LanguageSupport {

    static final String NAME = "gorgon-shell";

    @Override
    public Expression createExpression(String expression) {
        ShellScript script;
        Map<String, Template> templates = new HashMap<>();
        try {
            script = ShellScript.parse(expression);
            for (String each : script.expressions()) {
                templates.put(each, Template.parse("${" + each + "}"));
            }
        } catch (RefusedCommandException | InvalidTemplateException e) {
            throw new UnreadableExpressionException(expression, NAME, e.getMessage());
        }
        return new ExpressionAdapter() {
            @Override
            public <T> T evaluate(Exchange exchange, Class<T> type) {
                return type.cast(bind(script, templates, exchange));
            }

            @Override
            public Object evaluate(Exchange exchange) {
                return bind(script, templates, exchange);
            }
        };
    }

    private static RunnableScript bind(
            ShellScript script, Map<String, Template> templates, Exchange exchange) {
        return script.bind(expression -> value(templates.get(expression), exchange));
    }

    /** An empty word in a command may do harm: {@code rm -r ${folder}/}. */
    private static Object value(Template template, Exchange exchange) {
        AtomicBoolean missing = new AtomicBoolean();
        Object value = template.value(exchange::getVariable, name -> missing.set(true));
        if (missing.get()) {
            throw new PermanentFailure(
                    template.source()
                            + " has no value; give it one, or write "
                            + template.source().replace("}", ".default('')}"));
        }
        return value;
    }

    @Override
    public Predicate createPredicate(String expression) {
        throw new UnreadableExpressionException(expression, NAME, "a command is no condition");
    }
}
