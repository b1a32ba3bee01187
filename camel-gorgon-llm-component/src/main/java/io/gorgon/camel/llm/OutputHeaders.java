package io.gorgon.camel.llm;

import io.gorgon.llm.Attempt;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenUsage;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Sets the headers of an answer, and takes them back when the next call begins: the provider that
 * answered one step must not look like the provider that the next step asks for.
 */
final class OutputHeaders {

    private static final String WRITTEN = "CamelGorgonLlmWritten";
    private static final String MOCK_TYPE = "mock";

    /** A header before a call and after it; null where it was not there. */
    private record Change(Object before, Object after) {}

    /** The changes of the last call on an exchange, by header. */
    private static final class Changes extends HashMap<String, Change> {
        private static final long serialVersionUID = 1L;
    }

    private final GorgonLlm gorgon;

    OutputHeaders(GorgonLlm gorgon) {
        this.gorgon = gorgon;
    }

    /** Undoes what the call before has set, except where somebody else has changed it since. */
    static void reset(Exchange exchange) {
        Message message = exchange.getMessage();
        Changes last =
                exchange.removeProperty(WRITTEN) instanceof Changes changes
                        ? changes
                        : new Changes();
        for (String name : GorgonLlmConstants.OUTPUT) {
            Change change = last.get(name);
            boolean ours = change != null && change.after() == message.getHeader(name);
            if (ours && change.before() != null) {
                message.setHeader(name, change.before());
            } else if (ours || !isInput(name)) {
                message.removeHeader(name);
            }
        }
    }

    private static boolean isInput(String name) {
        return name.equals(GorgonLlmConstants.PROVIDER) || name.equals(GorgonLlmConstants.MODEL);
    }

    void write(Exchange exchange, LlmResponse response) {
        Map<String, Object> values =
                common(
                        response.provider(),
                        response.providerType(),
                        response.model(),
                        response.usage(),
                        response.latencyMs());
        values.put(GorgonLlmConstants.TIER_SERVED, response.tierServed().label());
        values.put(GorgonLlmConstants.TIME_TO_FIRST_TOKEN_MS, response.timeToFirstTokenMs());
        values.put(GorgonLlmConstants.FINISH_REASON, response.finishReason().label());
        values.put(GorgonLlmConstants.ATTEMPTS, (long) response.attempts());
        values.put(GorgonLlmConstants.FAILED_ATTEMPTS, failedAttempts(response));
        set(exchange, values);
    }

    void write(Exchange exchange, EmbedResponse response) {
        set(
                exchange,
                common(
                        response.provider(),
                        response.providerType(),
                        response.model(),
                        response.usage(),
                        response.latencyMs()));
    }

    /**
     * What is known of a stream when it begins; tokens and finish reason are in its response at the
     * end.
     */
    void writeStarted(Exchange exchange, LlmResponse begun) {
        Map<String, Object> values = new HashMap<>();
        values.put(GorgonLlmConstants.PROVIDER, begun.provider());
        values.put(GorgonLlmConstants.MODEL, begun.model());
        values.put(GorgonLlmConstants.TIER_SERVED, begun.tierServed().label());
        values.put(GorgonLlmConstants.ATTEMPTS, (long) begun.attempts());
        values.put(GorgonLlmConstants.FAILED_ATTEMPTS, failedAttempts(begun));
        values.put(GorgonLlmConstants.MOCK, mock(begun.providerType()));
        set(exchange, values);
    }

    private Map<String, Object> common(
            String provider, String type, String model, TokenUsage usage, long latencyMs) {
        Map<String, Object> values = new HashMap<>();
        values.put(GorgonLlmConstants.PROVIDER, provider);
        values.put(GorgonLlmConstants.MODEL, model);
        values.put(GorgonLlmConstants.INPUT_TOKENS, usage.inputTokens());
        values.put(GorgonLlmConstants.OUTPUT_TOKENS, usage.outputTokens());
        values.put(GorgonLlmConstants.TOTAL_TOKENS, usage.totalTokens());
        values.put(GorgonLlmConstants.USAGE_ESTIMATED, usage.estimated());
        values.put(GorgonLlmConstants.LATENCY_MS, latencyMs);
        values.put(GorgonLlmConstants.MOCK, mock(type));
        values.put(GorgonLlmConstants.COST_USD, gorgon.cost(provider, model, usage).orElse(null));
        return values;
    }

    private static String failedAttempts(LlmResponse response) {
        return response.failedAttempts().isEmpty()
                ? null
                : response.failedAttempts().stream()
                        .map(Attempt::toString)
                        .collect(Collectors.joining("; "));
    }

    private static Boolean mock(String providerType) {
        return MOCK_TYPE.equals(providerType) ? Boolean.TRUE : null;
    }

    private static void set(Exchange exchange, Map<String, Object> values) {
        Message message = exchange.getMessage();
        Changes changes = new Changes();
        values.forEach(
                (name, value) -> {
                    if (value != null) {
                        changes.put(name, new Change(message.getHeader(name), value));
                        message.setHeader(name, value);
                    }
                });
        exchange.setProperty(WRITTEN, changes);
    }
}
