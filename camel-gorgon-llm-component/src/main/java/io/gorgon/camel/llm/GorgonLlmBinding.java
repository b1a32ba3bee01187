package io.gorgon.camel.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.http.LlmHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * Makes requests of exchanges. A header stands above the endpoint's option, which stands above the
 * component's. What is in a header or a body is data: none of it is ever evaluated or read as a
 * place to load from.
 */
final class GorgonLlmBinding {

    private static final String RESOURCE = "resource:";

    private final GorgonLlmEndpoint endpoint;
    private final Clock clock;
    private final JsonNode configuredSchema;

    /**
     * @throws IllegalArgumentException if the configured response schema cannot be read
     */
    GorgonLlmBinding(GorgonLlmEndpoint endpoint, Clock clock) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.configuredSchema = configuredSchema(options().getResponseSchema());
    }

    private GorgonLlmConfiguration options() {
        return endpoint.getConfiguration();
    }

    private JsonNode configuredSchema(String option) {
        if (option == null) {
            return null;
        }
        if (!option.startsWith(RESOURCE)) {
            return json(option, "the option responseSchema");
        }
        String location = option.substring(RESOURCE.length());
        Resource resource =
                PluginHelper.getResourceLoader(endpoint.getCamelContext())
                        .resolveResource(location);
        if (!resource.exists()) {
            throw new IllegalArgumentException(
                    "there is no response schema at " + location + " (option responseSchema)");
        }
        try (InputStream in = resource.getInputStream()) {
            return json(new String(in.readAllBytes(), StandardCharsets.UTF_8), location);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the response schema at " + location + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The operation of the endpoint. */
    GorgonLlmOperation operation() {
        if (options().getOperation() != null) {
            return options().getOperation();
        }
        return ModelTier.of(endpoint.getTier()) == ModelTier.EMBEDDING
                ? GorgonLlmOperation.embed
                : GorgonLlmOperation.chat;
    }

    /** The provider that the routes mean with this endpoint: its own option, never a header. */
    String routedProvider() {
        return options().getProvider();
    }

    /** The provider to call; null to leave it to the routes. */
    String provider(Exchange exchange) {
        return header(exchange, GorgonLlmConstants.PROVIDER, String.class, options().getProvider());
    }

    /** The model to ask; null to leave it to the tier. */
    String model(Exchange exchange) {
        return header(exchange, GorgonLlmConstants.MODEL, String.class, options().getModel());
    }

    /**
     * The request that an exchange stands for. A body that is one already is taken as it is, but
     * for the deadline that it does not have and the privacy that the exchange asks for.
     *
     * @throws IllegalArgumentException if the body or a header does not make one
     */
    LlmRequest request(Exchange exchange) {
        Instant deadline = deadline(exchange);
        if (exchange.getMessage().getBody() instanceof LlmRequest request) {
            boolean confidential = request.confidential() || confidential(exchange);
            boolean timed = request.deadline() == null && deadline != null;
            return timed || confidential != request.confidential()
                    ? request.toBuilder()
                            .deadline(timed ? deadline : request.deadline())
                            .confidential(confidential)
                            .build()
                    : request;
        }
        PromptBody prompt = PromptBody.of(exchange);
        String systemPrompt =
                header(
                        exchange,
                        GorgonLlmConstants.SYSTEM_PROMPT,
                        String.class,
                        options().getSystemPrompt());
        return LlmRequest.builder()
                .messages(prompt.messages())
                .systemPrompt(systemPrompt == null ? prompt.systemPrompt() : systemPrompt)
                .tier(tier(exchange))
                .model(model(exchange))
                .maxTokens(maxTokens(exchange))
                .temperature(
                        header(
                                exchange,
                                GorgonLlmConstants.TEMPERATURE,
                                Double.class,
                                options().getTemperature()))
                .stopSequences(stopSequences(exchange))
                .responseSchema(responseSchema(exchange))
                .agentId(agentId(exchange))
                .workflowId(workflowId(exchange))
                .runId(header(exchange, GorgonLlmConstants.RUN_ID, String.class, null))
                .stepId(header(exchange, GorgonLlmConstants.STEP_ID, String.class, null))
                .confidential(confidential(exchange))
                .deadline(deadline)
                .build();
    }

    /**
     * The texts to embed: the body itself, or its elements when it is a list.
     *
     * @throws IllegalArgumentException if there is no text
     */
    EmbedRequest embedRequest(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof EmbedRequest request) {
            return request;
        }
        List<String> inputs = new ArrayList<>();
        if (body instanceof Iterable<?> texts && !(body instanceof JsonNode)) {
            texts.forEach(text -> inputs.add(String.valueOf(text)));
        } else {
            inputs.add(PromptBody.text(exchange));
        }
        return new EmbedRequest(
                inputs,
                model(exchange),
                agentId(exchange),
                workflowId(exchange),
                deadline(exchange),
                new Cancellation());
    }

    /**
     * Whether the call has to stay with local providers: a header can ask for it, but not take it
     * back.
     */
    boolean confidential(Exchange exchange) {
        return options().isPrivate()
                || header(exchange, GorgonLlmConstants.PRIVATE, Boolean.class, false)
                || header(exchange, GorgonLlmConstants.FORCE_LOCAL, Boolean.class, false);
    }

    private ModelTier tier(Exchange exchange) {
        return ModelTier.of(
                header(exchange, GorgonLlmConstants.TIER, String.class, endpoint.getTier()));
    }

    /** Who asks; null when unknown. */
    String agentId(Exchange exchange) {
        return header(exchange, GorgonLlmConstants.AGENT_ID, String.class, options().getAgentId());
    }

    private String workflowId(Exchange exchange) {
        return header(
                exchange, GorgonLlmConstants.WORKFLOW_ID, String.class, options().getWorkflowId());
    }

    private int maxTokens(Exchange exchange) {
        Integer value =
                header(
                        exchange,
                        GorgonLlmConstants.MAX_TOKENS,
                        Integer.class,
                        options().getMaxTokens());
        return value == null ? LlmRequest.DEFAULT_MAX_TOKENS : value;
    }

    private Instant deadline(Exchange exchange) {
        long timeout =
                header(exchange, GorgonLlmConstants.TIMEOUT, Long.class, options().getTimeout());
        return timeout <= 0 ? null : clock.instant().plusMillis(timeout);
    }

    private List<String> stopSequences(Exchange exchange) {
        Object value =
                header(
                        exchange,
                        GorgonLlmConstants.STOP_SEQUENCES,
                        Object.class,
                        options().getStopSequences());
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return Arrays.stream(value.toString().split(",")).filter(text -> !text.isEmpty()).toList();
    }

    private JsonNode responseSchema(Exchange exchange) {
        Object value = exchange.getMessage().getHeader(GorgonLlmConstants.RESPONSE_SCHEMA);
        if (value == null) {
            return configuredSchema;
        }
        if (value instanceof JsonNode node) {
            return node;
        }
        return value instanceof Map
                ? LlmHttpClient.JSON.valueToTree(value)
                : json(value.toString(), "the header " + GorgonLlmConstants.RESPONSE_SCHEMA);
    }

    private static JsonNode json(String text, String where) {
        try {
            return LlmHttpClient.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    where + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static <T> T header(Exchange exchange, String name, Class<T> type, T otherwise) {
        Object value = exchange.getMessage().getHeader(name);
        if (value == null) {
            return otherwise;
        }
        T converted = exchange.getContext().getTypeConverter().tryConvertTo(type, exchange, value);
        if (converted == null) {
            throw new IllegalArgumentException(
                    "the header " + name + " has to be a " + type.getSimpleName());
        }
        return converted;
    }
}
