package io.gorgon.camel.workflow;

import io.gorgon.camel.llm.GorgonLlmConstants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.Message;

/** What an exchange is like before a step, so that it can be made like that again. */
final class ExchangeState {

    private static final String[] PROPERTIES = {
        WorkflowConstants.PATH,
        WorkflowConstants.SCOPE,
        WorkflowConstants.DEADLINE,
        WorkflowConstants.STEP_TYPE,
        GorgonLlmConstants.CALL_RECORDS_PROPERTY,
        WorkflowConstants.SKIPPED,
        WorkflowConstants.ITEM,
        WorkflowConstants.ITEM_RESULT,
        WorkflowConstants.VERDICT,
        Exchange.SPLIT_INDEX,
        Exchange.LOOP_SIZE
    };

    private final Map<String, Object> headers;
    private final Map<String, Object> variables;
    private final Object[] properties = new Object[PROPERTIES.length];

    ExchangeState(Exchange exchange) {
        headers = new HashMap<>(exchange.getMessage().getHeaders());
        variables = new HashMap<>(exchange.getVariables());
        for (int i = 0; i < PROPERTIES.length; i++) {
            properties[i] = exchange.getProperty(PROPERTIES[i]);
        }
    }

    /** An empty message, and nothing that a try before has left. */
    void reset(Exchange exchange) {
        forgetFailure(exchange);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(null);
        forgetWork(exchange);
        setVariables(exchange, variables);
    }

    /** What a step leaves for itself is nothing to the step around it. */
    private static void forgetWork(Exchange exchange) {
        exchange.removeProperty(WorkflowConstants.SKIPPED);
        exchange.removeProperty(WorkflowLanguageConstants.MISSING);
        exchange.removeProperty(WorkflowLanguageConstants.CONDITION_WARNINGS);
        exchange.removeProperty(WorkflowConstants.RENDERED);
        exchange.removeProperty(Exchange.LOOP_SIZE);
    }

    /** Headers, variables and place as they were; the body is up to the caller. */
    void restore(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.getHeaders().putAll(headers);
        forgetWork(exchange);
        setVariables(exchange, variables);
        for (int i = 0; i < PROPERTIES.length; i++) {
            exchange.setProperty(PROPERTIES[i], properties[i]);
        }
    }

    static void setVariables(Exchange exchange, Map<String, Object> wanted) {
        for (String name : List.copyOf(exchange.getVariables().keySet())) {
            if (!wanted.containsKey(name)) {
                exchange.removeVariable(name);
            }
        }
        wanted.forEach(exchange::setVariable);
    }

    static void forgetFailure(Exchange exchange) {
        exchange.setException(null);
        exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
        exchange.removeProperty(Exchange.FAILURE_ENDPOINT);
        exchange.removeProperty(Exchange.FAILURE_ROUTE_ID);
        exchange.setRollbackOnly(false);
        exchange.setRollbackOnlyLast(false);
        exchange.setRouteStop(false);
        ExchangeExtension extension = exchange.getExchangeExtension();
        extension.setErrorHandlerHandled(null);
        extension.setFailureHandled(false);
        extension.setRedeliveryExhausted(false);
        extension.setInterrupted(false);
    }
}
