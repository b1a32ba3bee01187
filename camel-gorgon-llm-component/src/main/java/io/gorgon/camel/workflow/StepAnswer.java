package io.gorgon.camel.workflow;

import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.workflow.model.StepConsensus;
import io.gorgon.workflow.run.StepUsage;
import io.gorgon.workflow.value.PlainValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What a step gave.
 *
 * @param values by name; a text is the {@code response}
 * @param structured whether the response is JSON by a schema of ours
 * @param provider who answered; null when no model was asked
 * @param model null when no model was asked
 * @param usage never null
 */
record StepAnswer(
        Map<String, Object> values,
        boolean structured,
        String provider,
        String model,
        StepUsage usage) {

    /** The answer in the message of an exchange that has done its work. */
    static StepAnswer read(Exchange exchange, StepSettings settings) {
        Message message = exchange.getMessage();
        Map<String, Object> values = values(exchange, settings);
        String provider = message.getHeader(GorgonLlmConstants.PROVIDER, String.class);
        if (provider == null || message.getHeader(GorgonLlmConstants.TOTAL_TOKENS) == null) {
            return new StepAnswer(values, false, null, null, reported(values, settings));
        }
        String model = message.getHeader(GorgonLlmConstants.MODEL, String.class);
        StepUsage usage =
                new StepUsage(
                        message.getHeader(GorgonLlmConstants.INPUT_TOKENS, 0L, Long.class),
                        message.getHeader(GorgonLlmConstants.OUTPUT_TOKENS, 0L, Long.class),
                        message.getHeader(GorgonLlmConstants.COST_USD, BigDecimal.class),
                        message.getHeader(
                                GorgonLlmConstants.USAGE_ESTIMATED, false, Boolean.class));
        values.putIfAbsent("prompt", exchange.getProperty(WorkflowConstants.RENDERED));
        if (settings.getRole() != null) {
            values.putIfAbsent("role", settings.getRole());
        }
        values.putIfAbsent("model", model);
        values.putIfAbsent("provider", provider);
        values.putIfAbsent("tokens_used", usage.tokens());
        values.putIfAbsent("cost_usd", usage.costUsd());
        boolean structured = message.getHeader(GorgonLlmConstants.RESPONSE_SCHEMA) != null;
        return new StepAnswer(values, structured, provider, model, usage);
    }

    /** What a step gives that was left out, as it was not approved: the verdict. */
    static StepAnswer leftOut(Map<String, Object> verdict) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(StepConsensus.VERDICT, verdict);
        return new StepAnswer(values, false, null, null, StepUsage.NONE);
    }

    /** What an answer says of itself; a step around others only repeats what they have said. */
    private static StepUsage reported(Map<String, Object> values, StepSettings settings) {
        return settings.isLeaf() && values.get("tokens_used") instanceof Number tokens
                ? new StepUsage(0, Math.max(0, tokens.longValue()), BigDecimal.ZERO, true)
                : StepUsage.NONE;
    }

    private static Map<String, Object> values(Exchange exchange, StepSettings settings) {
        Object body = plain(exchange.getMessage().getBody());
        Map<String, Object> values = new LinkedHashMap<>();
        if (body instanceof Map<?, ?> map) {
            map.forEach((key, value) -> values.put(String.valueOf(key), value));
        } else if (body == null && settings.getType().equals("fan_out")) {
            values.putAll(ItemResults.none());
        } else if (body != null) {
            values.put("response", isData(body) ? body : text(exchange));
        }
        return values;
    }

    /** Lists in the place of arrays, also of those in a list: vectors are arrays of numbers. */
    private static Object plain(Object body) {
        Object plain = body instanceof byte[] ? body : PlainValues.plain(body);
        return plain instanceof List<?> items
                ? items.stream()
                        .map(PlainValues::plain)
                        .collect(Collectors.toCollection(ArrayList::new))
                : plain;
    }

    private static boolean isData(Object body) {
        return body instanceof String
                || body instanceof Number
                || body instanceof Boolean
                || body instanceof List;
    }

    /** A reply may be a stream or a file, which cannot be read a second time. */
    private static String text(Exchange exchange) {
        return exchange.getMessage().getBody(String.class);
    }
}
