package io.gorgon.camel.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gorgon.workflow.input.WorkflowInput;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.WrappedFile;

/**
 * What the message that starts a run brings: the entries of a map body, or of a JSON object with
 * the content type {@code application/json}; headers with the name of a declared input; and any
 * other body as the input {@code body}, where one is declared.
 */
final class RunInputs {

    private static final String BODY = "body";
    private static final ObjectReader OBJECT =
            JsonMapper.builder()
                    .build()
                    .readerForMapOf(Object.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final List<WorkflowInput> declared;
    private final boolean fromStep;

    /**
     * @param fromStep whether a step of another workflow calls: then only its body counts
     */
    RunInputs(List<WorkflowInput> declared, boolean fromStep) {
        this.declared = declared;
        this.fromStep = fromStep;
    }

    /**
     * @throws IllegalArgumentException if the message says that it is JSON, and is not
     */
    Map<String, Object> of(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<String, Object> values = new LinkedHashMap<>();
        if (fromStep) {
            if (exchange.getProperty(WorkflowConstants.PASS_CONTEXT) != null
                    || message.getHeader(WorkflowConstants.PASS_CONTEXT) != null) {
                values.putAll(exchange.getVariables());
            }
        } else {
            for (WorkflowInput input : declared) {
                if (message.getHeaders().containsKey(input.name())) {
                    values.put(input.name(), data(exchange, input.name()));
                }
            }
        }
        Object body = message.getBody();
        if (body instanceof Map<?, ?> map) {
            map.forEach((key, value) -> values.put(String.valueOf(key), value));
        } else if (body != null && isJson(message)) {
            values.putAll(object(message.getBody(String.class)));
        } else if (body != null && declared.stream().anyMatch(it -> it.name().equals(BODY))) {
            values.put(BODY, message.getBody(String.class));
        }
        return values;
    }

    /** A header; of a file or a stream, as a body leaves them there, the text. */
    private static Object data(Exchange exchange, String header) {
        Object value = exchange.getMessage().getHeader(header);
        return value instanceof WrappedFile || value instanceof InputStream
                ? exchange.getMessage().getHeader(header, String.class)
                : value;
    }

    private static boolean isJson(Message message) {
        String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class);
        return type.strip().toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    private static Map<String, Object> object(String text) {
        try {
            Map<String, Object> values = OBJECT.readValue(text);
            if (values == null) {
                throw notAnObject("it is null", null);
            }
            return values;
        } catch (JsonProcessingException e) {
            throw notAnObject(e.getOriginalMessage(), e);
        }
    }

    private static IllegalArgumentException notAnObject(String why, Exception cause) {
        return new IllegalArgumentException(
                "the message says that it is JSON, but it is not a JSON object: " + why, cause);
    }
}
