package io.gorgon.camel.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gorgon.workflow.run.WorkflowRun;
import io.gorgon.workflow.step.PermanentFailure;
import io.gorgon.workflow.template.InvalidTemplateException;
import io.gorgon.workflow.template.StructureTemplate;
import io.gorgon.workflow.template.Template;
import io.gorgon.workflow.value.PlainValues;
import io.gorgon.yaml.InvalidYamlException;
import io.gorgon.yaml.PositionedYaml;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.annotations.Language;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.ExpressionToPredicateAdapter;
import org.apache.camel.support.LanguageSupport;

/**
 * The language {@code gorgon-items}: the items that a step goes over. Either a placeholder that is
 * a list, or a list as JSON or YAML whose texts are templates. A text that is a JSON list counts as
 * one.
 */
@Language(ItemsLanguage.NAME)
public class ItemsLanguage extends LanguageSupport {

    static final String NAME = "gorgon-items";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FAN_IN = "fan_in";

    @Override
    public Expression createExpression(String expression) {
        ValueExpression.Filler filler = filler(expression);
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                return items(exchange, filler);
            }

            @Override
            public <T> T evaluate(Exchange exchange, Class<T> type) {
                Object items = items(exchange, filler);
                return type.isInstance(items)
                        ? type.cast(items)
                        : exchange.getContext().getTypeConverter().convertTo(type, exchange, items);
            }

            @Override
            public String toString() {
                return expression;
            }
        };
    }

    private static ValueExpression.Filler filler(String expression) {
        try {
            if (expression.strip().startsWith("[")) {
                return StructureTemplate.parse(PositionedYaml.parse(expression).tree())::value;
            }
            return Template.parse(expression)::value;
        } catch (InvalidTemplateException | InvalidYamlException e) {
            throw new UnreadableExpressionException(expression, NAME, e.getMessage());
        }
    }

    private static List<?> items(Exchange exchange, ValueExpression.Filler filler) {
        Object value =
                PlainValues.plain(
                        filler.value(
                                exchange::getVariable,
                                new CollectedTexts(exchange, WorkflowLanguageConstants.MISSING)));
        List<?> items = list(value, exchange);
        WorkflowRun run = exchange.getProperty(WorkflowConstants.RUN, WorkflowRun.class);
        if (run != null) {
            run.stepSize(exchange.getProperty(WorkflowConstants.PATH, String.class), items.size());
        }
        return items;
    }

    private static List<?> list(Object value, Exchange exchange) {
        String type = exchange.getProperty(WorkflowConstants.STEP_TYPE, "step", String.class);
        if (value instanceof List<?> list) {
            return list;
        }
        if (value instanceof String text && text.strip().startsWith("[")) {
            try {
                return JSON.readerForListOf(Object.class).readValue(text);
            } catch (JsonProcessingException notAList) {
                // said below
            }
        }
        if (type.equals(FAN_IN)) {
            return value == null ? List.of() : List.of(value);
        }
        throw new PermanentFailure(
                "%s items must be a list, but they are %s"
                        .formatted(
                                type,
                                value == null
                                        ? "missing"
                                        : value instanceof Map ? "an object" : "not one"));
    }

    @Override
    public Predicate createPredicate(String expression) {
        return ExpressionToPredicateAdapter.toPredicate(createExpression(expression));
    }
}
